import { Worker } from 'node:worker_threads'
import { workerUrl } from '../workers/worker-url.ts'

/** The environment variable in which a process tells its number to the one that it starts. */
export const parentVariable = 'CIRRUS_ENGINE_PARENT'

/**
 * Ends this process as soon as the one that started it is gone, even while its thread is inside TensorFlow, where a closed
 * channel is noticed only seconds later: another thread watches. What is being written keeps a temporary name.
 */
export function endWithParent(): void {
  // One that ended before this program began has left this process to another parent already.
  const parent = Number(process.env[parentVariable]) || process.ppid
  new Worker(workerUrl('parent-watch-worker', import.meta.url), { workerData: parent }).unref()
}
