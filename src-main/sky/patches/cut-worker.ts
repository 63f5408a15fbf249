import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { standardise } from '../../../src-shared/sky/scale.ts'
import { patchFiller } from './cut-patch.ts'
import type { CutBatch, CutTask, CutWorkerData } from './cut-batch.ts'

const { field, geometry, scale } = workerData as CutWorkerData
const fill = patchFiller(field)
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
    fill(tangentPlane(lon, lat, field.frame), geometry, cut)
    const standard = standardise(cut, scale, batch.patches.subarray(k * count, (k + 1) * count), scaled)
    batch.refusals.push(typeof standard === 'string' ? standard : null)
    if (typeof standard === 'string') return
    batch.mean[k] = standard.mean
    batch.std[k] = standard.std
  })
  return { answer: batch, transfer: [batch.patches.buffer, batch.mean.buffer, batch.std.buffer] }
})
