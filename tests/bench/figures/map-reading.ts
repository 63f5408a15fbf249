import type { Figures } from '../bench.ts'
import { benchMap } from '../map-file.ts'
import { interleave } from '../measure.ts'
import { evaluate } from '../row.ts'

/** `cirrus map info` without process start, against healpy; and its memory. */
export const mapReading: Figures = async (bench) => {
  const { path, name, bytes } = benchMap()
  const ours = bench.startOurs('sky.ts')
  const healpy = await bench.startPeer('healpy_peer.py')
  const reading = async (statistics: boolean) => [await healpy!.ask<number>('read', { path, statistics })]
  const alone = 'healpy.read_map'
  const summed = 'healpy.read_map with statistics'
  const seconds = await interleave(
    [
      { name: 'ours', turn: async () => [await ours.ask<number>('read', { path })] },
      ...(healpy
        ? [
            { name: alone, turn: () => reading(false) },
            { name: summed, turn: () => reading(true) },
          ]
        : []),
    ],
    { warmUps: 2, rounds: bench.rounds ?? 11 },
  )
  await Promise.all([ours.end(), healpy?.end()])

  const fresh = bench.startOurs('sky.ts')
  await fresh.ask('read', { path })
  const peak = fresh.peakMemory()
  await fresh.end()
  return [
    evaluate({
      figure: `${name}, read with statistics`,
      unit: 's',
      ours: seconds.ours,
      peers: { [alone]: seconds[alone] ?? null, [summed]: seconds[summed] ?? null },
      goal: 1,
    }),
    evaluate({
      figure: `${name}, peak memory of the whole process`,
      unit: 'MB',
      ours: peak === null ? null : peak / 1e6,
      goal: bytes / 1e6 + 150,
    }),
  ]
}
