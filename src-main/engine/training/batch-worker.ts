import { parentPort, workerData } from 'node:worker_threads'
import { batchesOf } from './batches.ts'
import { openPatches } from './patch-source.ts'
import type { BatchAnswer, BatchOrder, BatchWorkerData } from './read-ahead.ts'

// A thread that reads, flips, rotates and collects the batches of a training while its steps run.

const port = parentPort!
const { datasetFolder, config } = workerData as BatchWorkerData

const answer = (message: BatchAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const failed = (error: unknown) => answer({ failure: error instanceof Error ? error.message : String(error) })

try {
  const batches = batchesOf(await openPatches(datasetFolder, config), config)
  port.on('message', ({ epoch, step, patches, masks, noise }: BatchOrder) => {
    try {
      const batch = batches.training(epoch, step, { patches, masks, noise })
      const lent = [batch.patches, batch.masks, batch.noise, batch.observation].flatMap((array) => array?.buffer ?? [])
      answer({ batch }, lent as ArrayBuffer[])
    } catch (error) {
      failed(error)
    }
  })
} catch (error) {
  failed(error)
}
