import type { SampleStatistic, SampleStatistics } from '../../../../src-shared/validation/sample-statistics.ts'
import type { PolarisedResults, StatisticTest } from '../../../../src-shared/validation/results.ts'
import type { PatchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import { startWorkerPool } from '../../../workers/worker-pool.ts'
import { workerUrl } from '../../../workers/worker-url.ts'
import type { StatisticsGrid } from './set-results.ts'
import type { SamplesAsked } from './sample-results.ts'
import type { MeasuredModes, ModesOrder, PolarisedSets } from './polarised-results.ts'
import type { PolarisedStatisticsAsked } from './polarised-statistics.ts'
import type { MeasuredLatents, Posteriors } from './latent-results.ts'

/** Messages to and from the measuring thread. */
export interface MeasureTasks {
  /**
   * Projects patches [items, size] on the given number of principal components of the training patches, or as many as
   * there are.
   */
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
  /** What tells samples from sky. */
  samples: { asked: SamplesAsked; answered: SampleStatistics }
  /** Spectra of E and B modes. */
  polarised: { asked: PolarisedSets; answered: PolarisedResults }
  /** The same of stacks of any origin. */
  modes: { asked: ModesOrder; answered: MeasuredModes }
  /** What tells models from the sky in E, B and polarisation. */
  polarisedStatistics: { asked: PolarisedStatisticsAsked; answered: SampleStatistic[] }
}
export type MeasureTask = {
  [K in keyof MeasureTasks]: { name: K; asked: MeasureTasks[K]['asked'] }
}[keyof MeasureTasks]

/** Measures in a separate thread, one task after the other, so that the host stays responsive. */
export type MeasureInWorker = <K extends keyof MeasureTasks>(
  name: K,
  asked: MeasureTasks[K]['asked'],
) => Promise<MeasureTasks[K]['answered']>

/**
 * Runs work with such a thread, which ends with the work or when aborted.
 * @throws what the work throws; pending measurements are rejected with the signal's reason when aborted
 */
export async function withThread<T>(
  signal: AbortSignal | undefined,
  work: (measure: MeasureInWorker) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const pool = startWorkerPool<MeasureTask, unknown>(
    workerUrl('measure-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The worker that measures a validation ended early (exit code ${code}).`),
    signal,
  )
  const measure = async (name: string, asked: unknown) => {
    signal?.throwIfAborted()
    return pool.ask({ name, asked } as MeasureTask)
  }
  try {
    return await work(measure as MeasureInWorker)
  } finally {
    await pool.end()
  }
}
