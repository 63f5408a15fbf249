import { withParams } from '../../../src-preload/contract/search-space.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { triedIn } from '../../optimize/index.ts'
import { expressIn, historyOf } from './history.ts'
import { newTrial } from './next-trial.ts'
import { objectiveValue } from './objective.ts'

/**
 * What another study's trials are worth in a study: those that were trained as long as this one's, or were pruned
 * before, and whose configuration lies in its space.
 * @param known this study's trials
 * @throws CirrusError conflict where the two measure different things
 */
export function importedTrials(
  study: Study,
  known: readonly Trial[],
  from: Study,
  trials: readonly Trial[],
): { imported: Trial[]; skipped: number } {
  const difference =
    from.id === study.id
      ? 'it is the same study'
      : from.datasetFingerprint !== study.datasetFingerprint
        ? 'its patches are other ones'
        : from.objective.metric !== study.objective.metric || from.direction !== study.direction
          ? `its objective is to ${from.direction} ${from.objective.metric}`
          : null
  if (difference) throw new CirrusError('conflict', `${from.name} says nothing of ${study.name}: ${difference}.`)

  const { space, objective, direction, epochs } = study
  const history = historyOf(study, known)
  const imported: Trial[] = []
  for (const trial of trials) {
    const params = expressIn(study, withParams(from.base, trial.params))
    const intermediate = trial.intermediate.filter(({ epoch }) => epoch <= epochs)
    const value = objectiveValue(intermediate, objective, direction)
    const isLongEnough = trial.state === 'complete' ? trial.epochs >= epochs : trial.state === 'pruned'
    if (params === null || value === null || !isLongEnough || triedIn(space, history)(params)) continue
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
  return { imported, skipped: trials.length - imported.length }
}
