import { startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import type { WhiteningTask } from './whitening-worker.ts'

/**
 * `noiseWhitening` in a thread of its own: with 64 px it takes half a minute, in which the host must stay responsive.
 * @throws the signal's reason when aborted
 */
export async function whitenInThread(task: WhiteningTask, signal?: AbortSignal): Promise<Float32Array> {
  signal?.throwIfAborted()
  const pool = startWorkerPool<WhiteningTask, Float32Array>(
    workerUrl('whitening-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The thread that whitens noise ended early (exit code ${code}).`),
    signal,
  )
  try {
    return await pool.ask(task)
  } finally {
    await pool.end()
  }
}
