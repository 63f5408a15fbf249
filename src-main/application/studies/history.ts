import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { settingAsParameter, withParams, type TrialParams } from '../../../src-shared/study/search-space.ts'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import type { SettingName } from '../../../src-shared/model/training-settings.ts'
import {
  checkConfiguration,
  isActive,
  triedIn,
  type ParameterValue,
  type SearchSpace,
  type Trial as Observation,
} from '../../../src-shared/optimize/index.ts'

/**
 * A configuration as a point of a search space around a base; null where it is none: a parameter that the space does
 * not have at this value, or another setting that differs from the base.
 */
export function expressIn(
  { space, base }: { space: SearchSpace; base: TrainingConfig },
  config: TrainingConfig,
): TrialParams | null {
  const params: Record<string, ParameterValue> = {}
  for (const parameter of space)
    if (isActive(parameter, params)) {
      params[parameter.name] = settingAsParameter(config[parameter.name as SettingName])
    }
  const said = withParams(base, params)
  for (const name of Object.keys(base) as SettingName[]) {
    if (name !== 'epochs' && settingAsParameter(said[name]) !== settingAsParameter(config[name])) return null
  }
  try {
    checkConfiguration(space, params)
    return params
  } catch {
    return null
  }
}

/** A study's trials as the sampler looks at them: those that the space, as it is now, has a place for. */
export const historyOf = (study: Study, trials: readonly Trial[]): Observation[] =>
  trials.flatMap(({ params, state, value }) => {
    const configuration = expressIn(study, withParams(study.base, params))
    return configuration ? [{ configuration, state, ...(value === null ? {} : { value }) }] : []
  })

/** The trial that had a configuration of the space, as it is now, already. */
export const sameTrial = (study: Study, trials: readonly Trial[], params: TrialParams): Trial | undefined =>
  trials.find((trial) => triedIn(study.space, historyOf(study, [trial]))(params))
