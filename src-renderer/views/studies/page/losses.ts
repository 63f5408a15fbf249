import type { StudySummary } from '../../../../src-preload/contract/index.ts'
import { counted } from '../../../../src-shared/text/counted.ts'

/** How many trials a study has that are its own. */
export const ownTrials = ({ counts }: Pick<StudySummary, 'counts'>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What goes with a study that is removed. */
export function lossesOf(study: Pick<StudySummary, 'name' | 'counts'>, keepRuns: boolean): string[] {
  const trials = ownTrials(study)
  const { running, waiting } = study.counts
  const runs = trials - waiting
  return [
    `the study with its ${counted(trials, 'trial')}, and what its sampler learned`,
    ...(running > 0 ? [`the training of ${counted(running, 'running trial')}`] : []),
    ...(!keepRuns && runs > 0 ? [`${counted(runs, 'run')} with all checkpoints`] : []),
  ]
}
