import { availableParallelism } from 'node:os'
import { answersInOrder, startWorkerPool } from '../../../workers/worker-pool.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { PairStatistics, PatchMeasures } from '../../../../src-shared/statistics/patch-statistics.ts'

/** A worker's task: pairs of patches, one after the other, [pairs, 2, rows, columns]. */
export type StatisticsTask = Float32Array<ArrayBuffer>

/** Pairs per task: enough to make passing them between threads cheap, few enough to show progress. */
const perTask = 4

/** Maximum number of workers, and a signal that ends them. */
export interface StatisticsOptions {
  threads?: number
  signal?: AbortSignal
}

/**
 * Statistics of every patch of a set and of its counterpart in another, on all processors, in the set's order. Leaving
 * the loop ends the workers.
 * @param first patches [count, rows, columns]; `second` as many: reconstructions, or samples
 * @throws RangeError for sets of different sizes, or of other patches; the signal's reason when aborted
 */
export async function* setStatistics(
  first: Float32Array,
  second: Float32Array,
  measures: PatchMeasures,
  options: StatisticsOptions = {},
): AsyncGenerator<PairStatistics, void, undefined> {
  const size = measures.patch.rows * measures.patch.columns
  const count = first.length / size
  if (!Number.isInteger(count) || second.length !== first.length)
    throw new RangeError(
      `sets of ${first.length} and ${second.length} values are not pairs of patches of ${size} pixels`,
    )
  const of = (set: Float32Array, index: number) => set.subarray(index * size, (index + 1) * size)
  yield* pairStatistics(count, (index) => [of(first, index), of(second, index)], measures, options)
}

/**
 * The same for pairs of patches made one by one.
 * @throws the signal's reason when aborted
 */
export async function* pairStatistics(
  count: number,
  pairOf: (index: number) => readonly [Float32Array, Float32Array],
  measures: PatchMeasures,
  { threads = availableParallelism(), signal }: StatisticsOptions = {},
): AsyncGenerator<PairStatistics, void, undefined> {
  signal?.throwIfAborted()
  const size = measures.patch.rows * measures.patch.columns
  const tasks = Math.ceil(count / perTask)
  const pool = startWorkerPool<StatisticsTask, PairStatistics[]>(
    workerUrl('statistics-worker', import.meta.url),
    Math.min(threads, tasks),
    measures,
    (code) => new Error(`A worker that computes statistics ended early (exit code ${code}).`),
  )
  const taskOf = (task: number): StatisticsTask => {
    const from = task * perTask
    const pairs = new Float32Array(2 * size * Math.min(perTask, count - from))
    for (let at = 0; at * 2 * size < pairs.length; at++) {
      const [first, second] = pairOf(from + at)
      pairs.set(first, 2 * at * size)
      pairs.set(second, (2 * at + 1) * size)
    }
    return pairs
  }
  for await (const pairs of answersInOrder(pool, tasks, taskOf, 2 * threads, signal)) yield* pairs
}
