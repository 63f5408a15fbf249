import { settingAsParameter, withParams } from '../../../../src-shared/study/search-space.ts'
import type { ParameterValue, SearchParameter, TrialParams } from '../../../../src-shared/study/search-space.ts'
import type { SettingName } from '../../../../src-shared/model/training-settings.ts'
import type { Study } from '../../../../src-preload/contract/index.ts'

function isIn(parameter: SearchParameter, value: ParameterValue): boolean {
  if (parameter.kind === 'categorical') return parameter.choices.includes(value)
  const { kind, low, high, step = kind === 'int' ? 1 : undefined } = parameter
  if (typeof value !== 'number' || value < low || value > high) return false
  const steps = step === undefined ? 0 : (value - low) / step
  return Math.abs(steps - Math.round(steps)) < 1e-6
}

/**
 * Whether a trial is a point of a study's space, so that the sampler can learn from it: a setting that the trial does not
 * say, or the space no longer varies, is the base's.
 */
export function fitsSpace({ space, base }: Pick<Study, 'space' | 'base'>, params: TrialParams): boolean {
  const config = withParams(base, params)
  const point: TrialParams = {}
  for (const parameter of space) {
    const { name, when } = parameter
    if (when && !when.values.includes(point[when.parameter])) continue
    const value = settingAsParameter(config[name])
    if (!isIn(parameter, value)) return false
    point[name] = value
  }
  const asBase = (name: SettingName) => settingAsParameter(config[name]) === settingAsParameter(base[name])
  return Object.keys(params).every((name) => name in point || asBase(name as SettingName))
}
