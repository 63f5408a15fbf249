import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../workers/answer-tasks.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { channelCount, type CutBatch, type CutTask, type CutWorkerData } from './cut-batch.ts'
import { standardisedCut } from './standardised-cut.ts'

const data = workerData as CutWorkerData
const cut = standardisedCut(data)
const channels = channelCount(data.stokes)
const pixels = data.geometry.size ** 2
const values = channels * pixels
const spare = new Uint8Array(pixels)

answerTasks(({ first, centres }: CutTask) => {
  const batch: CutBatch = {
    first,
    count: centres.length,
    patches: new Float32Array(centres.length * values),
    mean: new Float64Array(centres.length * channels),
    std: new Float64Array(centres.length * channels),
    refusals: [],
    clipped: new Uint32Array(centres.length),
    good: data.holes === 'skip' ? null : new Uint8Array(centres.length * pixels),
  }
  centres.forEach(({ lon, lat, rotation }, k) => {
    const plane = tangentPlane(lon, lat, data.field.frame, rotation)
    const good = batch.good?.subarray(k * pixels, (k + 1) * pixels) ?? spare
    const { standards, clipped } = cut(plane, batch.patches.subarray(k * values, (k + 1) * values), good)
    batch.clipped[k] = clipped
    batch.refusals.push(typeof standards === 'string' ? standards : null)
    if (typeof standards === 'string') return
    standards.forEach(({ mean, std }, c) => {
      batch.mean[k * channels + c] = mean
      batch.std[k * channels + c] = std
    })
  })
  return { answer: batch, transfer: buffersOf(batch) }
})

const buffersOf = ({ patches, mean, std, clipped, good }: CutBatch): ArrayBuffer[] =>
  [patches, mean, std, clipped, ...(good ? [good] : [])].map(({ buffer }) => buffer)
