import type { ArchitectureName, TrainingConfig } from '../model/configuration.ts'
import { latentMisfit } from '../model/latent-shape.ts'
import { lossNamesOf } from '../model/loss-words.ts'
import { readSetting, settingForms, settingMisfit } from '../model/training-settings.ts'
import { rangeFaults, type SpaceFault } from '../optimize/space/index.ts'
import { withParams, type ParameterValue, type SearchParameter } from './search-space.ts'

export type { SpaceFault } from '../optimize/space/index.ts'

/**
 * What is wrong with a search space over settings, for host, terminal and form: the first fault of each parameter, in
 * order. Ranges and conditions must be valid, settings must allow the values, and the base's layers must fit them.
 * @param base the settings that the space does not vary; null where they are not known yet
 */
export function spaceFaults(space: readonly SearchParameter[], base: TrainingConfig | null): SpaceFault[] {
  const ofRanges = new Map(rangeFaults(space).map((fault) => [fault.index, fault]))
  return space.flatMap((parameter, index) => {
    const range = ofRanges.get(index)
    if (range) return [range]
    const fault = settingFault(parameter) ?? (base && (lossFault(parameter, base) ?? layerFault(parameter, base)))
    return fault ? [{ index, name: parameter.name, field: `space.${index}.${fault.part}`, reason: fault.reason }] : []
  })
}

interface Fault {
  part: 'kind' | 'low' | 'high' | 'choices'
  reason: string
}

/** The values that decide whether a range is valid, each with its field. */
const valuesOf = (parameter: SearchParameter): ['low' | 'high' | 'choices', ParameterValue][] =>
  parameter.kind === 'categorical'
    ? parameter.choices.map((choice) => ['choices', choice])
    : [
        ['low', parameter.low],
        ['high', parameter.high],
      ]

/** A value that the setting does not allow, and what it allows. */
function settingFault(parameter: SearchParameter): Fault | null {
  const { name } = parameter
  for (const [part, value] of valuesOf(parameter)) {
    const misfit = settingMisfit(name, typeof value === 'string' ? readSetting(name, value) : value)
    if (misfit) return { part, reason: `${value} is not allowed; ${misfit}` }
  }
  const { kind, range } = settingForms[name]
  return parameter.kind === 'float' && kind === 'number' && range?.whole
    ? { part: 'kind', reason: 'whole numbers are needed: make it an int' }
    : null
}

/** Architectures whose losses can't be compared. */
function lossFault(parameter: SearchParameter, base: TrainingConfig): Fault | null {
  if (parameter.name !== 'architecture') return null
  const names = lossNamesOf([base.architecture, ...valuesOf(parameter).map(([, value]) => value as ArchitectureName)])
  if (names.length === 1) return null
  return { part: 'choices', reason: `their losses can't be compared: one is a ${names.join(', the other a ')}` }
}

/** A value with which the base's layers and latents no longer fit each other. */
function layerFault(parameter: SearchParameter, base: TrainingConfig): Fault | null {
  if (latentMisfit(base)) return null
  for (const [part, value] of valuesOf(parameter)) {
    const misfit = latentMisfit(withParams(base, { [parameter.name]: value }))
    if (misfit?.field === parameter.name) return { part, reason: misfit.reason }
  }
  return null
}
