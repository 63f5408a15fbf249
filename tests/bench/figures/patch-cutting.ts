import { nextUint32, seedRandom } from '../../../src-shared/random/index.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { Bench, Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { benchMap } from '../map-file.ts'
import { interleave } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

/** The paper's patches: 256 px, 8 deg, the same number, on its grid of 4 deg. */
const geometry = { size: 256, width: 8 }
const count = 2254
const paperGrid = () => patchGrid({ step: 4, minLatitude: 5, rowRule: 'edge' }).slice(0, count)

/** Cutting a dataset on all processors, against healpy's interpolation; and the values. */
export const patchCutting: Figures = async (bench) => {
  const { path, name } = benchMap()
  const ours = bench.startOurs('sky.ts')
  const healpy = await bench.startPeer('healpy_peer.py')
  const values = await agreement(path, name, ours, healpy)
  await Promise.all([ours.end(), healpy?.end()])
  return [await cuttingSpeed(bench, { path, name, goal: 0.4 }), values]
}

/** Positions, interpolation, float32; no logarithms on either side. Ours also standardises, as for any dataset. */
export async function cuttingSpeed(
  bench: Bench,
  { path, name, goal }: { path: string; name: string; goal: number },
): Promise<Row> {
  const ours = bench.startOurs('sky.ts')
  const healpy = await bench.startPeer('healpy_peer.py')
  const centres = paperGrid()
  const turnOf = (side: Child) => async () => [await side.ask<number>('cut', { path, centres, ...geometry })]
  // The first patches load map, code and threads.
  const few = { path, centres: centres.slice(0, 16), ...geometry }
  await Promise.all([ours.ask('cut', few), healpy?.ask('cut', few)])
  const seconds = await interleave(
    [
      { name: 'ours', turn: turnOf(ours) },
      ...(healpy ? [{ name: 'healpy.get_interp_val', turn: turnOf(healpy) }] : []),
    ],
    { warmUps: 0, rounds: bench.rounds ?? 3 },
  )
  await Promise.all([ours.end(), healpy?.end()])
  return evaluate({
    figure: `${name}, ${centres.length} patches of ${geometry.size} px cut`,
    unit: 's',
    ours: seconds.ours,
    peers: { 'healpy.get_interp_val': seconds['healpy.get_interp_val'] ?? null },
    goal,
  })
}

/** Twenty positions: both poles and their surroundings, longitude 0 / 360, the belt borders at z = 2/3, and others. */
const places: Position[] = [
  ...[
    [0, 90],
    [0, -90],
    [210.5, 88],
    [77, -86.5],
    [0, 0],
    [359.99, 0.01],
    [0, 45],
    [360 - 1e-9, -30],
    [0.001, 75],
    [180, -60],
    [45, 41.81],
    [315, -41.81],
    [90, 0],
    [270, 20],
    [123.4, 56.7],
    [12.3, -45.6],
    [300.1, 33.3],
    [150, -15],
    [240.25, 64],
    [33.3, -72],
  ],
].map(([lon, lat]) => ({ lon, lat }))

async function agreement(path: string, name: string, ours: Child, healpy: Child | null): Promise<Row> {
  const random = seedRandom(1)
  const draw = () => nextUint32(random) % geometry.size
  const cuts = places.map((place) => ({ ...place, pixels: Array.from({ length: 200 }, () => [draw(), draw()]) }))
  const asked = { path, cuts, ...geometry }
  const found = (await ours.ask<number[][]>('values', asked)).flat()
  const expected = (await healpy?.ask<number[][]>('values', asked))?.flat()
  return evaluate({
    figure: `${name}, 200 pixels of ${places.length} patches, largest relative difference from healpy`,
    unit: '',
    ours: expected ? Math.max(...found.map((value, i) => Math.abs(value / expected[i] - 1))) : null,
    goal: 1e-6,
  })
}
