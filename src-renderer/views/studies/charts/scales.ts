import { extentOf, padded } from '../../../charts/extent.ts'
import type { Axis } from '../../../charts/series.ts'
import type { ParameterValue, SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { settingTable } from '../../configuration/setting-table.ts'
import type { SettingText } from '../../configuration/setting-table.ts'
import { shownValue } from './best.ts'

/** An axis of trials: a parameter's, or that of their values. */
export interface Scale {
  key: string
  axis: Axis
  log: boolean
  /** What the axis shows, with some air. */
  range: readonly [number, number]
  /** Where a trial is on it: a number, or the place of its choice; NaN where it has none. */
  at: (trial: Trial) => number
}

const textOf = (name: string) => (settingTable as Partial<Record<string, SettingText>>)[name]

/** What a parameter is called, as the form of a run calls it. */
export const parameterName = (name: string) => textOf(name)?.label ?? name

/** A parameter's value as text. */
export const parameterText = (value: ParameterValue) => String(value)

/**
 * The axis of a parameter: logarithmic where the search is, choices at 0, 1, 2, ... by name. Its range is that of the
 * space, widened by trials that lie outside of it since the space was changed.
 */
export function parameterScale(parameter: SearchParameter, trials: readonly Trial[]): Scale {
  const { name } = parameter
  const axis = { name: parameterName(name), unit: textOf(name)?.unit }
  if (parameter.kind === 'categorical') {
    const others = new Set(trials.flatMap(({ params }) => (name in params ? [params[name]] : [])))
    const choices = [...new Set([...parameter.choices, ...others])]
    const places = new Map(choices.map((choice, i) => [choice, i]))
    return {
      key: name,
      axis: { ...axis, labels: choices.map(parameterText) },
      log: false,
      range: [-0.5, choices.length - 0.5],
      at: ({ params }) => places.get(params[name]) ?? NaN,
    }
  }
  const log = parameter.log ?? false
  const at = ({ params }: Trial) => (typeof params[name] === 'number' ? params[name] : NaN)
  const [low, high] = extentOf([[parameter.low, parameter.high], trials.map(at)], log)
  return {
    key: name,
    axis: { ...axis, whole: parameter.kind === 'int' },
    log,
    range: padded([low, high], log, 0.04),
    at,
  }
}

/** The axis of the trials' values; logarithmic if it is wanted and can be. */
export function valueScale(trials: readonly Trial[], axis: Axis, log: boolean): Scale {
  const at = (trial: Trial) => shownValue(trial) ?? NaN
  const values = trials.map(at)
  const shown = log && !values.some((value) => value <= 0)
  return { key: 'value', axis, log: shown, range: padded(extentOf([values], shown), shown, 0.05), at }
}
