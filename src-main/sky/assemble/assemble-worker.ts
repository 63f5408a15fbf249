import { workerData } from 'node:worker_threads'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { samplePatch } from '../../../src-shared/sky/assemble/sample-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { addToCorrection, addToMean } from '../../../src-shared/sky/assemble/weighted-map.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { readNpyRows } from '../../files/npy.ts'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { isUnseen } from '../fits/column-statistics.ts'
import { fillPatch } from '../patches/cut-patch.ts'
import type { AssembleTask, AssembleWorkerData, PlacedPatch } from './assemble-task.ts'

const { path, masks, geometry, scaling, nside, frame, values, weights, correction } = workerData as AssembleWorkerData
const grid = { nside, rings: ringTable(nside), geometry, side: sideWeights(geometry.size) }
const visits = { mean: addToMean({ values, weights }), correction: addToCorrection(correction, weights) }
const cut = new Float64Array(geometry.size ** 2)

answerTasks(async ({ pass, band, patches }: AssembleTask) => {
  for (const placed of patches) {
    const patch = await readPatch(placed)
    const plane = tangentPlane(placed.lon, placed.lat, frame, placed.rotation)
    samplePatch({ ...grid, band }, pass === 'mean' ? patch : lackOf(patch, plane), plane, visits[pass])
  }
  return { answer: patches.length }
})

/** What the map lacks of a patch. */
function lackOf(patch: MapValues, plane: TangentPlane): Float64Array {
  fillPatch({ nside, rings: grid.rings, values }, plane, geometry, cut)
  for (let i = 0; i < cut.length; i++) cut[i] = patch[i] - cut[i]
  return cut
}

/** A patch in the unit of the map, NaN where it is missing. */
async function readPatch({ index, standard }: PlacedPatch): Promise<MapValues> {
  const { data } = await readNpyRows(path, index, 1)
  if (standard) return withHoles(toMapUnits(data, standard, scaling), index)
  const patch = data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data)
  for (let i = 0; i < patch.length; i++) if (isUnseen(patch[i])) patch[i] = NaN
  return patch
}

/** What fills the masked pixels of a patch is no data of the map. */
async function withHoles(patch: MapValues, index: number): Promise<MapValues> {
  if (masks === null) return patch
  const { data } = await readNpyRows(masks, index, 1)
  for (let i = 0; i < patch.length; i++) if (Number(data[i]) === 0) patch[i] = NaN
  return patch
}
