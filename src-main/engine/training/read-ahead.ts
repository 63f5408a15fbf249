import { Worker } from 'node:worker_threads'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import { EngineError } from '../runtime/errors.ts'
import { batchMemory, type Batch, type BatchMemory } from './batches.ts'

export interface BatchWorkerData {
  datasetFolder: string
  config: TrainingConfig
}
/** A requested batch and the memory it goes into. */
export interface BatchOrder extends BatchMemory<Float32Array<ArrayBuffer>> {
  epoch: number
  step: number
}
export type BatchAnswer = { batch: Batch } | { failure: string }

/** The batches of a training in order, prepared ahead of time in a separate thread. */
export interface BatchReader {
  /** The next step's batch; the following call overwrites it. @throws EngineError 'dataset' */
  next(): Promise<Batch>
  close(): Promise<void>
}

/** Batches in flight: one being waited for, one being prepared, one in reserve for a slow disk. */
const ahead = 3

/**
 * Starts reading. Batches come in the order of the steps, epoch after epoch without end.
 * @param from completed epochs, and steps done in the next one
 * @param masked whether the dataset has masks
 */
export function readAhead(
  { datasetFolder, config }: BatchWorkerData,
  from: { epoch: number; step: number },
  stepsPerEpoch: number,
  masked = false,
): BatchReader {
  const workerData: BatchWorkerData = { datasetFolder, config }
  const worker = new Worker(workerUrl('batch-worker', import.meta.url), { workerData, execArgv: [] })
  const ready: Batch[] = []
  let failure: Error | null = null
  let wake = () => {}
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  worker.on('message', (answer: BatchAnswer) => {
    if ('failure' in answer) return fail(new EngineError('dataset', answer.failure))
    ready.push(answer.batch)
    wake()
  })
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new EngineError('dataset', `The thread that reads batches ended (${code}).`)))

  let asked = from.epoch * stepsPerEpoch + from.step
  const ask = ({ patches, masks, noise }: BatchMemory) => {
    const [epoch, step] = [Math.floor(asked / stepsPerEpoch) + 1, asked % stepsPerEpoch]
    const memory = { patches, ...(masks && { masks }), ...(noise && { noise }) }
    asked++
    worker.postMessage(
      { epoch, step, ...memory },
      Object.values(memory).map(({ buffer }) => buffer as ArrayBuffer),
    )
  }
  for (let i = 0; i < ahead; i++) ask(batchMemory(config, masked))

  let given: Batch | undefined
  return {
    async next() {
      if (given) ask(given)
      while (ready.length === 0) {
        if (failure) throw failure
        await new Promise<void>((resolve) => (wake = resolve))
      }
      given = ready.shift()!
      return given
    },
    close: async () => void (await worker.terminate()),
  }
}
