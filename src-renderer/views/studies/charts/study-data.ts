import type { Trial, StudySummary } from '../../../../src-preload/contract/index.ts'
import { metricAxis } from '../study-words.ts'
import { bestTrial } from '../../../../src-shared/study/best-trial.ts'
import { styleOf } from './trial-styles.ts'
import type { StyleName } from './trial-styles.ts'
import { parameterScale, valueScale } from './scales.ts'
import type { Scale } from './scales.ts'

/** What the drawings of a study are made from. */
export interface StudyData {
  study: StudySummary
  /** Those whose states are shown, by number. */
  trials: readonly Trial[]
  parameters: readonly Scale[]
  value: Scale
  best: number | null
}

/** A study's trials with their axes, without the states that are left out. */
export function studyData(
  study: StudySummary,
  all: readonly Trial[],
  { hidden, logValue }: { hidden: ReadonlySet<StyleName>; logValue: boolean },
): StudyData {
  const trials = hidden.size === 0 ? all : all.filter((trial) => !hidden.has(styleOf(trial)))
  return {
    study,
    trials,
    parameters: study.space.map((parameter) => parameterScale(parameter, trials)),
    value: valueScale(trials, metricAxis(study.objective.metric), logValue),
    best: bestTrial(study.direction, trials)?.number ?? null,
  }
}

/** Another text whenever the search's model is another one: it learns from all trials that ended, imported ones too. */
export const modelVersion = ({ study, trials }: StudyData): string => {
  const { complete, pruned, failed } = study.counts
  const imported = trials.filter(({ origin }) => origin === 'imported').length
  return `${complete + pruned + failed + imported} ${JSON.stringify(study.space)}`
}

/** An axis of the numbers of trials. */
export function numberScale(trials: readonly Trial[]): Scale {
  const last = trials.at(-1)?.number ?? 1
  const air = Math.max(0.5, 0.02 * last)
  return {
    key: 'number',
    axis: { name: 'trial', whole: true },
    log: false,
    range: [Math.min(1, trials[0]?.number ?? 1) - air, last + air],
    at: ({ number }) => number,
  }
}
