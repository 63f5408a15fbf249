import type { Trial, StudySummary } from '../../../../src-preload/contract/index.ts'
import { metricAxis } from '../study-words.ts'
import { bestTrial } from '../../../../src-shared/study/best-trial.ts'
import { styleOf } from './trial-styles.ts'
import type { StyleName } from './trial-styles.ts'
import { parameterScale, valueScale } from './scales.ts'
import type { Scale } from './scales.ts'

/** The data of a study's charts. */
export interface StudyData {
  study: StudySummary
  /** Trials whose states are shown, by number. */
  trials: readonly Trial[]
  parameters: readonly Scale[]
  value: Scale
  best: number | null
}

/** A study's trials with their axes, without hidden states. */
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
    value: valueScale(trials, metricAxis(study.objective.metric, study.base.architecture), logValue),
    best: bestTrial(study.direction, trials)?.number ?? null,
  }
}

/** A key that changes whenever the study's model does: it learns from all ended trials, including imported ones. */
export const modelVersion = ({ study, trials }: StudyData): string => {
  const { complete, pruned, failed } = study.counts
  const imported = trials.filter(({ origin }) => origin === 'imported').length
  return `${complete + pruned + failed + imported} ${JSON.stringify(study.space)}`
}

/** An axis of trial numbers. */
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
