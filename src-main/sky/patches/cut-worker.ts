import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { channelCount, type CutBatch, type CutTask, type CutWorkerData } from './cut-batch.ts'
import { standardisedCut } from './standardised-cut.ts'

const data = workerData as CutWorkerData
const cut = standardisedCut(data)
const channels = channelCount(data.stokes)
const values = channels * data.geometry.size ** 2

answerTasks(({ first, centres }: CutTask) => {
  const batch: CutBatch = {
    first,
    count: centres.length,
    patches: new Float32Array(centres.length * values),
    mean: new Float64Array(centres.length * channels),
    std: new Float64Array(centres.length * channels),
    refusals: [],
  }
  centres.forEach(({ lon, lat }, k) => {
    const plane = tangentPlane(lon, lat, data.field.frame)
    const standards = cut(plane, batch.patches.subarray(k * values, (k + 1) * values))
    batch.refusals.push(typeof standards === 'string' ? standards : null)
    if (typeof standards === 'string') return
    standards.forEach(({ mean, std }, c) => {
      batch.mean[k * channels + c] = mean
      batch.std[k * channels + c] = std
    })
  })
  return { answer: batch, transfer: [batch.patches.buffer, batch.mean.buffer, batch.std.buffer] }
})
