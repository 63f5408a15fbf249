import type { EpochMetrics, Run } from '../../../../src-preload/contract/index.ts'

/** Which epoch's sample to show: each run's best, its last, or the same epoch for all. */
export type SampleMoment = 'best' | 'last' | number

/**
 * The epoch of a run's sample; the last one if the run ended before the requested epoch. Undefined before the first.
 */
export function sampleEpoch(run: Run, rows: readonly EpochMetrics[], moment: SampleMoment): number | undefined {
  const newest = rows.at(-1)?.epoch
  if (moment === 'last' || newest === undefined) return newest
  return moment === 'best' ? (run.bestEpoch ?? newest) : Math.min(moment, newest)
}
