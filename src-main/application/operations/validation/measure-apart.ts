import type { StatisticTest } from '../../../../src-preload/contract/validation-results.ts'
import type { PatchStatistics } from '../../../statistics/patch-statistics.ts'
import { answersInOrder, startCrew } from '../../../threads/crew.ts'
import { workerUrl } from '../../../threads/worker-url.ts'
import type { StatisticsGrid } from '../set-results.ts'
import type { MeasuredLatents, Posteriors } from './latent-results.ts'

/** What a thread of its own is asked, and answers. */
export interface MeasureTasks {
  /** Patches [items, size] through as many principal components of the training patches, or as there are. */
  linear: {
    asked: { train: Float32Array; patches: Float32Array; size: number; components: number }
    answered: { components: number; linear: Float32Array }
  }
  /** Kolmogorov-Smirnov tests of one set against another. */
  tests: {
    asked: { first: PatchStatistics[]; second: PatchStatistics[]; grid: StatisticsGrid }
    answered: StatisticTest[]
  }
  latents: { asked: Posteriors; answered: MeasuredLatents }
}
export type MeasureTask = {
  [K in keyof MeasureTasks]: { name: K; asked: MeasureTasks[K]['asked'] }
}[keyof MeasureTasks]

/**
 * Measures something in a thread of its own, so that the host goes on answering; an abort ends the thread.
 * @throws the signal's reason when aborted
 */
export async function measureApart<K extends keyof MeasureTasks>(
  name: K,
  asked: MeasureTasks[K]['asked'],
  signal?: AbortSignal,
): Promise<MeasureTasks[K]['answered']> {
  signal?.throwIfAborted()
  const crew = startCrew<MeasureTask, MeasureTasks[K]['answered']>(
    workerUrl('measure-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The worker that measures ${name} ended early (exit code ${code}).`),
  )
  for await (const answer of answersInOrder(crew, 1, () => ({ name, asked }) as MeasureTask, 1, signal)) return answer
  throw new Error(`The worker that measures ${name} gave no answer.`)
}
