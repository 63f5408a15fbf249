import { comparisonOf, compares, mentions, termsOf } from '../../../../src-shared/text/filter-terms.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { shownValue } from '../charts/best.ts'
import { styleOf, styles } from '../charts/trial-styles.ts'

const results: Record<string, (trial: Trial) => number | null> = {
  trial: ({ number }) => number,
  number: ({ number }) => number,
  value: shownValue,
  epochs: ({ epochs }) => epochs,
}

/** The value of a trial that the left side of a comparison names: a result, or a parameter. */
function valueOf(name: string, trial: Trial) {
  const result = results[name.toLowerCase()]
  if (result) return result(trial)
  const key = Object.keys(trial.params).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? null : trial.params[key]
}

function holds(term: string, trial: Trial): boolean {
  const comparison = comparisonOf(term)
  if (comparison) return compares(comparison, valueOf(comparison.name, trial))
  const { number, runId, failure, params, origin } = trial
  return mentions(term, [
    number,
    styles[styleOf(trial)].label,
    origin,
    runId,
    failure?.message,
    ...Object.values(params),
  ])
}

/** The trials that match every term: words in state, run, failure or parameters, or comparisons such as `kernel=4`. */
export function filterTrials(trials: readonly Trial[], words: string): readonly Trial[] {
  const terms = termsOf(words)
  return terms.length === 0 ? trials : trials.filter((trial) => terms.every((term) => holds(term, trial)))
}
