import type { EpochMetrics, Run } from '../../../../src-preload/contract/index.ts'

/** When a run's sample is looked at: at its best epoch, its last, or at one that is the same for all. */
export type SampleMoment = 'best' | 'last' | number

/** The epoch of a run's sample; of a run that ended before the one asked for, its last. Undefined before the first. */
export function sampleEpoch(run: Run, rows: readonly EpochMetrics[], moment: SampleMoment): number | undefined {
  const newest = rows.at(-1)?.epoch
  if (moment === 'last' || newest === undefined) return newest
  return moment === 'best' ? (run.bestEpoch ?? newest) : Math.min(moment, newest)
}
