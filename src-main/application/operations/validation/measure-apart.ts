import type { StatisticTest } from '../../../../src-preload/contract/validation-results.ts'
import type { PatchStatistics } from '../../../statistics/patch-statistics.ts'
import { startCrew } from '../../../threads/crew.ts'
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

/** Measures in a thread of its own, one after the other, so that the host goes on answering. */
export type MeasureApart = <K extends keyof MeasureTasks>(
  name: K,
  asked: MeasureTasks[K]['asked'],
) => Promise<MeasureTasks[K]['answered']>

/**
 * Gives work such a thread; it ends with the work, or with an abort.
 * @throws what the work throws; what is being measured is rejected with the signal's reason when aborted
 */
export async function withThread<T>(
  signal: AbortSignal | undefined,
  work: (measure: MeasureApart) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const crew = startCrew<MeasureTask, unknown>(
    workerUrl('measure-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The worker that measures a validation ended early (exit code ${code}).`),
  )
  const giveUp = () => crew.fail(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  const measure = async (name: string, asked: unknown) => {
    signal?.throwIfAborted()
    return crew.ask({ name, asked } as MeasureTask)
  }
  try {
    return await work(measure as MeasureApart)
  } finally {
    signal?.removeEventListener('abort', giveUp)
    await crew.end()
  }
}
