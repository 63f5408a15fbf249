import { extentOf, padded } from '../../../charts/extent.ts'
import type { Axis } from '../../../charts/series.ts'
import type { ParameterValue, SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { settingTable } from '../../configuration/setting-table.ts'
import type { SettingText } from '../../configuration/setting-table.ts'
import { shownValue } from './best.ts'

/** An axis of trials: of a parameter, or of their values. */
export interface Scale {
  key: string
  axis: Axis
  log: boolean
  /** Range of the axis, with some margin. */
  range: readonly [number, number]
  /** Position of a trial on it: a number, or the index of its choice; NaN if it has none. */
  at: (trial: Trial) => number
}

const textOf = (name: string) => (settingTable as Partial<Record<string, SettingText>>)[name]

/** Name of a parameter, as in the form of a run. */
export const parameterName = (name: string) => textOf(name)?.label ?? name

/** A parameter's value as text. */
export const parameterText = (value: ParameterValue) => String(value)

/**
 * The axis of a parameter: logarithmic if the search is; choices at 0, 1, 2, ... with their names. Its range is that of
 * the space, extended to trials outside it (if the space was changed).
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

/** The axis of the trials' values; logarithmic if requested and possible. */
export function valueScale(trials: readonly Trial[], axis: Axis, log: boolean): Scale {
  const at = (trial: Trial) => shownValue(trial) ?? NaN
  const values = trials.map(at)
  const shown = log && !values.some((value) => value <= 0)
  return { key: 'value', axis, log: shown, range: padded(extentOf([values], shown), shown, 0.05), at }
}
