import { Worker } from 'node:worker_threads'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { Filled, FillProgress, FillTask } from './fill-task.ts'
import type { FillMessage } from './fill-worker.ts'

/**
 * Fills a hole in a thread of its own: it takes seconds, in which the host must stay responsive. A thread that is stopped
 * ends at once.
 * @throws the signal's reason when aborted; CirrusError of `wienerFill`
 */
export async function fillInThread(task: FillTask, progress: FillProgress, signal?: AbortSignal): Promise<Filled> {
  signal?.throwIfAborted()
  const worker = new Worker(workerUrl('fill-worker', import.meta.url), { workerData: task, execArgv: [] })
  const outcome = Promise.withResolvers<Filled>()
  const giveUp = () => outcome.reject(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  worker
    .on('message', (message: FillMessage) => {
      if ('filled' in message) outcome.resolve(message.filled)
      else if ('fraction' in message) progress(message.fraction, message.note)
      else {
        const { code, message: text, field } = message.failure
        outcome.reject(new CirrusError(code, text, undefined, { field }))
      }
    })
    .on('error', outcome.reject)
    .on('exit', (code) => outcome.reject(new Error(`The thread that fills a hole ended early (exit code ${code}).`)))
  try {
    return await outcome.promise
  } finally {
    signal?.removeEventListener('abort', giveUp)
    await worker.terminate()
  }
}
