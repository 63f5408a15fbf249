import type { Trial } from '../../../../src-preload/contract/index.ts'
import { shownValue } from '../charts/best.ts'
import { styleOf, styles } from '../charts/trial-styles.ts'

const results: Record<string, (trial: Trial) => number | null> = {
  trial: ({ number }) => number,
  number: ({ number }) => number,
  value: shownValue,
  epochs: ({ epochs }) => epochs,
}
const tests: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}
const comparison = /^([a-z]\w*)(<=|>=|!=|=|<|>)(.+)$/i

function holds(term: string, trial: Trial): boolean {
  const [, name, sign, wanted] = comparison.exec(term) ?? []
  if (name) {
    const key = Object.keys(trial.params).find((one) => one.toLowerCase() === name.toLowerCase())
    const value = results[name.toLowerCase()]?.(trial) ?? (key === undefined ? null : trial.params[key])
    if (sign in tests) return typeof value === 'number' && tests[sign](value, Number(wanted))
    const same = typeof value === 'number' ? value === Number(wanted) : String(value ?? 'none') === wanted
    return sign === '=' ? same : !same
  }
  const { number, runId, failure, params, origin } = trial
  const text = [number, styles[styleOf(trial)].label, origin, runId, failure?.message, ...Object.values(params)].join(
    '\n',
  )
  return text.toLowerCase().includes(term.toLowerCase())
}

/** The trials for which every word holds: of their state, run, failure or parameters, or comparisons as `kernel=4`. */
export function filterTrials(trials: readonly Trial[], words: string): readonly Trial[] {
  const terms = words.split(/\s+/).filter(Boolean)
  return terms.length === 0 ? trials : trials.filter((trial) => terms.every((term) => holds(term, trial)))
}
