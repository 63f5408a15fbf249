import { importMisfit } from '../../../src-shared/study/import-words.ts'
import { withParams } from '../../../src-shared/study/search-space.ts'
import type { SkippedTrials } from '../../../src-shared/study/import-words.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { triedIn } from '../../../src-shared/optimize/index.ts'
import { expressIn } from '../../../src-shared/study/express-in.ts'
import { historyOf } from './history.ts'
import { newTrial } from './next-trial.ts'
import { objectiveValue } from './objective.ts'

/**
 * The trials of another study that a study can use: those trained as long as this one's, or pruned earlier, whose
 * configuration lies in its space and is new to it.
 * @param known this study's trials
 * @returns the trials, and how many were left out for each reason
 * @throws CirrusError conflict if the two studies measure different things
 */
export function importedTrials(
  study: Study,
  known: readonly Trial[],
  from: Study,
  trials: readonly Trial[],
): { imported: Trial[]; skipped: SkippedTrials } {
  const difference = importMisfit(study, from)
  if (difference) throw new CirrusError('conflict', `Trials of ${from.name} can't inform ${study.name}: ${difference}.`)

  const { space, objective, direction, epochs } = study
  const history = historyOf(study, known)
  const imported: Trial[] = []
  const skipped: SkippedTrials = { unfinished: 0, shorter: 0, outside: 0, known: 0 }
  for (const trial of trials) {
    const params = expressIn(study, withParams(from.base, trial.params))
    const intermediate = trial.intermediate.filter(({ epoch }) => epoch <= epochs)
    // For a longer trial's test metric, it is unknown which of the first epochs was best in validation.
    const value = trial.epochs <= epochs ? trial.value : objectiveValue(intermediate, objective, direction, null)
    if ((trial.state !== 'complete' && trial.state !== 'pruned') || value === null) skipped.unfinished++
    else if (trial.state === 'complete' && trial.epochs < epochs) skipped.shorter++
    else if (params === null) skipped.outside++
    else if (triedIn(space, history)(params)) skipped.known++
    else {
      history.push({ configuration: params, state: 'complete' })
      imported.push({
        ...newTrial(study.id, known.length + imported.length + 1, params, 'imported'),
        state: trial.epochs >= epochs ? 'complete' : 'pruned',
        value,
        epochs: Math.min(trial.epochs, epochs),
        intermediate,
        startedAt: trial.startedAt,
        endedAt: trial.endedAt,
      })
    }
  }
  return { imported, skipped }
}
