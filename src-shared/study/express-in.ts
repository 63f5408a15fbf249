import type { TrainingConfig } from '../model/configuration.ts'
import type { SettingName } from '../model/training-settings.ts'
import { hasValue, isActive, type ParameterValue, type SearchSpace } from '../optimize/space/index.ts'
import { settingAsParameter, withParams, type TrialParams } from './search-space.ts'

/**
 * A configuration as a point of a search space around a base. Null if a parameter cannot have its value, or a setting
 * outside the space differs from the base.
 */
export function expressIn(
  { space, base }: { space: SearchSpace; base: TrainingConfig },
  config: TrainingConfig,
): TrialParams | null {
  const params: Record<string, ParameterValue> = {}
  for (const parameter of space) {
    if (!isActive(parameter, params)) continue
    const value = settingAsParameter(config[parameter.name as SettingName])
    if (!hasValue(parameter, value)) return null
    params[parameter.name] = value
  }
  const expressed = withParams(base, params)
  const differs = (name: SettingName) =>
    name !== 'epochs' && settingAsParameter(expressed[name]) !== settingAsParameter(config[name])
  return (Object.keys(base) as SettingName[]).some(differs) ? null : params
}
