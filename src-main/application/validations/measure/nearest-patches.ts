import { availableParallelism } from 'node:os'
import { answersInOrder, startWorkerPool } from '../../../workers/worker-pool.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { NearestPatch } from '../../../../src-shared/statistics/nearest-patch.ts'
import type { StatisticsOptions } from './set-statistics.ts'

/** Start data of a worker; all workers share the set's memory. */
export interface NearestWork {
  /** float32 [items, side, side] */
  set: SharedArrayBuffer
  /** Number of pixels of a patch. */
  size: number
  symmetries: boolean
}
export type NearestTask = Float32Array

/**
 * The nearest item of a set for each of many patches (`nearestPatch`), on all processors, in the patches' order.
 * Leaving the loop ends the workers.
 * @param patches [count, side, side], of `size` pixels each
 * @param set [items, side, side]
 * @throws as `nearestPatch`; the signal's reason when aborted
 */
export async function* nearestPatches(
  patches: Float32Array,
  set: Float32Array,
  size: number,
  symmetries: boolean,
  { threads = availableParallelism(), signal }: StatisticsOptions = {},
): AsyncGenerator<NearestPatch, void, undefined> {
  signal?.throwIfAborted()
  const count = patches.length / size
  const shared = new SharedArrayBuffer(set.byteLength)
  new Float32Array(shared).set(set)
  const pool = startWorkerPool<NearestTask, NearestPatch>(
    workerUrl('nearest-worker', import.meta.url),
    Math.min(threads, count),
    { set: shared, size, symmetries } satisfies NearestWork,
    (code) => new Error(`A worker searching for the nearest patches ended early (exit code ${code}).`),
  )
  const taskOf = (index: number) => patches.slice(index * size, (index + 1) * size)
  yield* answersInOrder(pool, count, taskOf, 4 * threads, signal)
}
