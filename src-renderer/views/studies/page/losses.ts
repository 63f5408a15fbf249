import type { StudySummary } from '../../../../src-preload/contract/index.ts'
import { counted } from '../../../../src-shared/text/counted.ts'

/** Number of a study's own trials, without imported ones. */
export const ownTrials = ({ counts }: Pick<StudySummary, 'counts'>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What is lost if a study is removed. */
export function lossesOf(study: Pick<StudySummary, 'name' | 'counts'>, keepRuns: boolean): string[] {
  const trials = ownTrials(study)
  const { running, waiting } = study.counts
  const runs = trials - waiting
  return [
    `the study with its ${counted(trials, 'trial')} and what its sampler has learned`,
    ...(running > 0 ? [`the training of ${counted(running, 'running trial')}`] : []),
    ...(!keepRuns && runs > 0 ? [`${counted(runs, 'run')} with all checkpoints`] : []),
  ]
}
