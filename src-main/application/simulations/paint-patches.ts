import { availableParallelism } from 'node:os'
import type { FilamentSky } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { answersInOrder, startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'

/** What a worker needs to paint patches. */
export interface PaintedSky {
  sky: FilamentSky
  /** Pixels on a side, and their width in degrees. */
  size: number
  pixel: number
  seed: number
}

/** A worker's task: patches one after the other. */
export interface PaintTask {
  first: number
  count: number
}

/** Values of a task: some tenths of a second of painting. */
const perTask = 2 ** 17

/** Values that may wait to be written: 1 GB of float32. */
const waiting = 2 ** 28

/**
 * Paints patches of filaments on all processors, in order: each has its own stream of random numbers, so that it is the same
 * whoever paints it. Leaving the loop ends the workers.
 * @param threads at most; fewer for patches of which many would not fit into memory
 * @returns I, Q and U of some patches at a time, [patches, size, size, 3]
 * @throws the signal's reason when aborted
 */
export async function* paintPatches(
  count: number,
  painted: PaintedSky,
  { threads = availableParallelism(), signal }: { threads?: number; signal?: AbortSignal } = {},
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  signal?.throwIfAborted()
  const values = 3 * painted.size ** 2
  const patches = Math.max(1, Math.min(Math.floor(perTask / values), Math.ceil(count / (4 * threads))))
  const tasks = Math.ceil(count / patches)
  const workers = Math.max(1, Math.min(threads, tasks, Math.floor(waiting / (2 * patches * values))))
  const pool = startWorkerPool<PaintTask, Float32Array<ArrayBuffer>>(
    workerUrl('paint-worker', import.meta.url),
    workers,
    painted,
    (code) => new Error(`A worker that paints filaments ended early (exit code ${code}).`),
  )
  const taskOf = (task: number): PaintTask => {
    const first = task * patches
    return { first, count: Math.min(patches, count - first) }
  }
  yield* answersInOrder(pool, tasks, taskOf, 2 * workers, signal)
}
