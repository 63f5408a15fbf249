import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../threads/answer-tasks.ts'
import type { Frame } from '../healpix/map.ts'
import { ringTable } from '../healpix/rings.ts'
import { tangentPlane } from '../projection/gnomonic.ts'
import type { PatchGeometry } from '../projection/patch-pixels.ts'
import { standardise } from '../scale.ts'
import type { Scale } from '../scale.ts'
import { fillPatch } from './cut-patch.ts'
import type { CutBatch } from './cut-patches.ts'
import type { Centre } from './patch-grid.ts'

/** What a worker gets once: the map, shared by all, and how to cut. */
export type CutWorkerData = {
  nside: number
  frame: Frame
  values: Float32Array
  geometry: PatchGeometry
  scale: Scale
}

/** What a worker is asked: the patches of some centres, the first of which has number `first`. */
export type CutTask = { first: number; centres: Centre[] }

const { nside, frame, values, geometry, scale } = workerData as CutWorkerData
const map = { nside, values, rings: ringTable(nside) }
const count = geometry.size ** 2
const cut = new Float64Array(count)
const scaled = new Float64Array(count)

answerTasks(({ first, centres }: CutTask) => {
  const batch: CutBatch = {
    first,
    count: centres.length,
    patches: new Float32Array(centres.length * count),
    mean: new Float64Array(centres.length),
    std: new Float64Array(centres.length),
    refusals: [],
  }
  centres.forEach(({ lon, lat }, k) => {
    fillPatch(map, tangentPlane(lon, lat, frame), geometry, cut)
    const standard = standardise(cut, scale, batch.patches.subarray(k * count, (k + 1) * count), scaled)
    batch.refusals.push(typeof standard === 'string' ? standard : null)
    if (typeof standard === 'string') return
    batch.mean[k] = standard.mean
    batch.std[k] = standard.std
  })
  return { answer: batch, transfer: [batch.patches.buffer, batch.mean.buffer, batch.std.buffer] }
})
