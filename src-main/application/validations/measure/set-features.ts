import { availableParallelism } from 'node:os'
import {
  featureGrid,
  type FeatureGrid,
  type FeatureMeasures,
  type FeatureName,
  type PatchFeatures,
} from '../../../../src-shared/statistics/patch-features.ts'
import { answersInOrder, startWorkerPool } from '../../../workers/worker-pool.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { PatchSet } from './measure-sets.ts'
import type { StatisticsOptions } from './set-statistics.ts'

/** A worker's task: some patches one after the other, [patches, rows, columns]. */
export type FeaturesTask = Float32Array<ArrayBuffer>

/** Patches per task: enough to make passing them between threads cheap, few enough to show progress. */
const perTask = 8

/** The features of every patch of some sets, and the grids they lie on. */
export interface SetFeatures {
  grid: FeatureGrid
  /** In the order of the sets. */
  sets: PatchFeatures<FeatureName>[][]
}

/**
 * What tells samples from sky (`patchFeatures`), of every patch of several sets, on all processors.
 * @throws the signal's reason when aborted
 */
export async function setFeatures(
  sets: readonly PatchSet[],
  measures: FeatureMeasures,
  {
    threads = availableParallelism(),
    signal,
    onPatch,
  }: StatisticsOptions & { onPatch?(done: number, count: number): void } = {},
): Promise<SetFeatures> {
  signal?.throwIfAborted()
  const all = sets.flatMap((set) => Array.from({ length: set.count }, (_, index) => ({ set, index })))
  const tasks = Math.ceil(all.length / perTask)
  const pool = startWorkerPool<FeaturesTask, PatchFeatures<FeatureName>[]>(
    workerUrl('features-worker', import.meta.url),
    Math.min(threads, tasks),
    measures,
    (code) => new Error(`A worker that measures samples ended early (exit code ${code}).`),
  )
  const size = measures.patch.rows * measures.patch.columns
  const taskOf = (task: number): FeaturesTask => {
    const some = all.slice(task * perTask, (task + 1) * perTask)
    const patches = new Float32Array(some.length * size)
    some.forEach(({ set, index }, i) => patches.set(set.patch(index), i * size))
    return patches
  }
  const found: PatchFeatures<FeatureName>[] = []
  for await (const some of answersInOrder(pool, tasks, taskOf, 2 * threads, signal)) {
    found.push(...some)
    onPatch?.(found.length, all.length)
  }
  let from = 0
  return {
    grid: featureGrid(measures),
    sets: sets.map(({ count }) => found.slice(from, (from += count))),
  }
}
