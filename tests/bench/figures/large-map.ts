import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Figures } from '../bench.ts'
import { interleave, median } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'
import { cuttingSpeed } from './patch-cutting.ts'

const nside = 2048

/** A map of nside 2048 with one float in each row, 201 MB, which is generated: opened, seen, cut. */
export const largeMap: Figures = async (bench) => {
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  const path = join(folder, 'map.fits')
  const name = `generated map of nside ${nside}`
  try {
    const writer = bench.startOurs('large-map.ts')
    await writer.ask('write', { path, nside })
    await writer.end()
    return [
      await reading(bench, path, name),
      await firstTiles(bench, path, name, folder),
      ...(await firstPicture(bench, path, name)),
      await cuttingSpeed(bench, { path, name, goal: 0.3 }),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** All statistics, as for opening it, against healpy in single precision with the same ones. */
async function reading(bench: Bench, path: string, name: string): Promise<Row> {
  const ours = bench.startOurs('sky.ts')
  const healpy = await bench.startPeer('healpy_peer.py')
  const peer = 'healpy.read_map, float32, with statistics'
  const asked = { path, statistics: true, single: true }
  const seconds = await interleave(
    [
      { name: 'ours', turn: async () => [await ours.ask<number>('read', { path })] },
      ...(healpy ? [{ name: peer, turn: async () => [await healpy.ask<number>('read', asked)] }] : []),
    ],
    { warmUps: 1, rounds: bench.rounds ?? 7 },
  )
  await Promise.all([ours.end(), healpy?.end()])
  const peers = { [peer]: seconds[peer] ?? null }
  return evaluate({ figure: `${name}, read with statistics`, unit: 's', ours: seconds.ours, peers, goal: 0.7 })
}

/** A new process and an empty home for each round. */
async function firstTiles(bench: Bench, path: string, name: string, folder: string): Promise<Row> {
  const taken: number[] = []
  for (let round = 0; round < (bench.rounds ?? 5); round++) {
    const ours = bench.startOurs('large-map.ts')
    const home = await mkdtemp(join(folder, 'home-'))
    taken.push(await ours.ask<number>('first tiles', { path, home }))
    await ours.end()
  }
  const figure = `${name}, opened until the tiles of the whole sky are there`
  return evaluate({ figure, unit: 's', ours: median(taken), goal: 2 })
}

/** The same in a browser whose page is open already: until it shows the whole sky, coarse at first, and its tiles. */
async function firstPicture(bench: Bench, path: string, name: string): Promise<Row[]> {
  const taken: { first: number; sharp: number }[] = []
  for (let round = 0; round < (bench.rounds ?? 5); round++) {
    const ours = bench.startOurs('drawn-picture.ts')
    const missing = await ours.ask<string | null>('missing')
    if (!missing) taken.push(await ours.ask<{ first: number; sharp: number }>('draw', { path }))
    else bench.note(missing)
    await ours.end()
    if (missing) break
  }
  const row = (until: string, part: 'first' | 'sharp', goal: number | null) => {
    const seconds = taken.length > 0 ? median(taken.map((one) => one[part])) : null
    return evaluate({ figure: `${name}, opened until ${until}`, unit: 's', ours: seconds, goal })
  }
  return [row('a browser shows the whole sky', 'first', 2), row('a browser has drawn its tiles', 'sharp', null)]
}
