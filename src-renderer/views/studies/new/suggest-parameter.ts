import { paperSpace, settingAsParameter } from '../../../../src-shared/study/search-space.ts'
import { settingForms } from '../../../../src-shared/model/training-settings.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { SettingName } from '../../../../src-shared/model/training-settings.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'

export type ParameterKind = SearchParameter['kind']
type Name = SearchParameter['name']

/** The kinds of range that a setting can have: whole numbers are never drawn from a continuous range. */
export function kindsOf(name: SettingName): ParameterKind[] {
  const { kind, range } = settingForms[name]
  if (kind !== 'number') return ['categorical']
  return [range?.whole ? 'int' : 'float', 'categorical']
}

const round = (value: number, digits = 2) => Number(value.toPrecision(digits))

/**
 * A range around a value: halfway to 0 and to 1 for a fraction, else a factor of 4 either way; around 1 for 0 or no
 * value.
 */
function around(name: SettingName, value: number) {
  const { low, high, whole, aboveLow } = settingForms[name].range!
  const [least, most] = [low ?? -Infinity, high ?? Infinity]
  if (!(value > 0)) {
    return aboveLow
      ? { low: 0.1, high: 10, log: true }
      : { low: Math.max(least, 0), high: Math.min(most, 10), log: false }
  }
  if (most <= 1 && value >= 0.1) {
    return { low: round(value / 2, 4), high: round(value + (most - value) / 2, 4), log: false }
  }
  const bounds = [Math.max(least, value / 4), Math.min(most, value * 4)]
  const [from, to] = whole ? bounds.map(Math.round) : bounds.map((bound) => round(bound))
  return { low: from, high: to, log: from > 0 }
}

/** Initial range or choices of a setting: the paper's if it searched over it, else around the configuration's value. */
export function suggestParameter(
  base: TrainingConfig,
  setting: SettingName,
  kind = kindsOf(setting)[0],
): SearchParameter {
  const name = setting as Name
  const papers = paperSpace.find((parameter) => parameter.name === name)
  if (papers?.kind === kind) return structuredClone(papers)
  const value = base[name]
  if (kind === 'categorical') {
    const form = settingForms[name]
    if (form.kind === 'switch') return { kind, name, choices: [true, false] }
    if (form.kind === 'choice') return { kind, name, choices: [...form.words] }
    return { kind, name, choices: [settingAsParameter(value)], ...(form.kind === 'number' ? { ordered: true } : {}) }
  }
  const { log, ...bounds } = around(name, typeof value === 'number' ? value : 0)
  return { kind, name, ...bounds, ...(log ? { log } : {}) }
}

/** A parameter with its range converted to another kind, keeping what fits. */
export function withKind(base: TrainingConfig, parameter: SearchParameter, kind: ParameterKind): SearchParameter {
  if (parameter.kind === kind) return parameter
  const { name } = parameter
  const when = parameter.when ? { when: parameter.when } : {}
  if (kind !== 'categorical' && parameter.kind !== 'categorical') {
    const { low, high, log, step } = parameter
    return { kind, name, low, high, ...(log ? { log } : {}), ...(step === undefined ? {} : { step }), ...when }
  }
  if (parameter.kind === 'categorical' && kind !== 'categorical') {
    const numbers = parameter.choices.filter((choice) => typeof choice === 'number')
    const bounds = { low: Math.min(...numbers), high: Math.max(...numbers) }
    if (bounds.low < bounds.high) return { kind, name, ...bounds, ...when }
  }
  return { ...suggestParameter(base, name, kind), ...when }
}
