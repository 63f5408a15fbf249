import { Worker } from 'node:worker_threads'
import { workerUrl } from '../workers/worker-url.ts'

/**
 * Ends this process as soon as the one that started it is gone, even while its thread is inside TensorFlow, where a closed
 * channel is noticed only seconds later: another thread watches. What is being written keeps a temporary name.
 */
export function endWithParent(): void {
  new Worker(workerUrl('parent-watch-worker', import.meta.url), { workerData: process.ppid }).unref()
}
