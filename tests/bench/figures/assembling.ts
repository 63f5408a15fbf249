import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoundTrip } from '../../../src-shared/sky/assemble/round-trip.ts'
import type { Bench, Figures } from '../bench.ts'
import { benchMap } from '../map-file.ts'
import { median } from '../measure.ts'
import { evaluate } from '../row.ts'

const nside = 1024

/** The paper's grid of 2,016 patches back to one map, with large and with small patches; and how well they come back. */
export const assembling: Figures = async (bench) => {
  const [large, small] = [await assembled(bench, 256), await assembled(bench, 64)]
  return [
    evaluate({ figure: large.figure, unit: 's', ours: large.seconds, goal: 30 }),
    evaluate({ figure: small.figure, unit: 's', ours: small.seconds, goal: 30 }),
    evaluate({
      figure: `${large.figure}, rms of the difference from the map over the map's`,
      unit: '',
      ours: large.roundTrip.relative,
      goal: 0.01,
    }),
  ]
}

/** Median seconds for patches of a size, and the error of the map. */
async function assembled(bench: Bench, size: number) {
  const { path, name } = benchMap()
  const root = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
  const [folder, out] = [join(root, 'dataset'), join(root, 'map.fits')]
  const ours = bench.startOurs('assembling.ts')
  try {
    const { count } = await ours.ask<{ count: number }>('cut', { path, size, folder })
    const taken: { seconds: number; roundTrip: RoundTrip }[] = []
    for (let round = 0; round < (bench.rounds ?? 3); round++)
      taken.push(await ours.ask('assemble', { folder, nside, out }))
    return {
      figure: `${name}, ${count} patches of ${size} px assembled to nside ${nside}`,
      seconds: median(taken.map(({ seconds }) => seconds)),
      roundTrip: taken[0].roundTrip,
    }
  } finally {
    await ours.end()
    await rm(root, { recursive: true, force: true })
  }
}
