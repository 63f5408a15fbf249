import type { StudySummary } from '../../../../src-preload/contract/index.ts'
import { formatCount } from '../../../../src-shared/text/format.ts'

/** How many trials a study has that are its own. */
export const ownTrials = ({ counts }: Pick<StudySummary, 'counts'>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What goes with a study that is removed. */
export function lossesOf(study: Pick<StudySummary, 'name' | 'counts'>, keepRuns: boolean): string[] {
  const trials = ownTrials(study)
  const { running, waiting } = study.counts
  const runs = trials - waiting
  return [
    `the study with its ${trials === 1 ? 'one trial' : `${formatCount(trials)} trials`}, and what its sampler learned`,
    ...(running > 0
      ? [`the training of ${running === 1 ? 'the trial' : `${formatCount(running)} trials`} that run now`]
      : []),
    ...(!keepRuns && runs > 0
      ? [`the ${runs === 1 ? 'run of its trial' : `${formatCount(runs)} runs of its trials`} with all checkpoints`]
      : []),
  ]
}
