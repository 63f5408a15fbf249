import { latentMisfit } from '../../../../src-shared/model/latent-shape.ts'
import { searchParameterSchema, spaceMisfit, withParams } from '../../../../src-shared/study/search-space.ts'
import type { ParameterValue, SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'

const valuesOf = (parameter: SearchParameter): ParameterValue[] =>
  parameter.kind === 'categorical' ? parameter.choices : [parameter.low, parameter.high]

/** What is wrong with the range itself, whatever setting it is of. */
function rangeFault(parameter: SearchParameter): string | null {
  if (parameter.kind === 'categorical') {
    const { choices } = parameter
    if (choices.length === 0) return 'give it one choice at least'
    return new Set(choices).size < choices.length ? 'a choice is there twice' : null
  }
  const { kind, low, high, log, step } = parameter
  if (!Number.isFinite(low) || !Number.isFinite(high)) return 'both bounds are needed'
  if (kind === 'int' && ![low, high, step ?? 1].every(Number.isInteger)) return 'whole numbers are needed'
  if (low > high) return 'the lower bound is above the upper one'
  if (log && low <= 0) return 'a logarithmic scale begins above 0'
  return step !== undefined && !(step > 0) ? 'a step above 0 is needed' : null
}

/**
 * What is wrong with a search space, by the parameter's place in it. What depends on several parameters at once is left to
 * the host.
 */
export function spaceFaults(space: readonly SearchParameter[], base: TrainingConfig): Record<number, string> {
  const faults: Record<number, string> = {}
  for (const [i, parameter] of space.entries()) {
    const fault =
      rangeFault(parameter) ??
      spaceMisfit([parameter])?.reason ??
      layerFault(parameter, base) ??
      (parameter.when?.values.length === 0 ? `say for which value of ${parameter.when.parameter} it counts` : null) ??
      (searchParameterSchema.safeParse(parameter).success ? null : 'this is no range of the setting')
    if (fault) faults[i] = fault
  }
  return faults
}

/** Where a value leaves the base's layers and latents without a fit. */
function layerFault(parameter: SearchParameter, base: TrainingConfig): string | null {
  if (latentMisfit(base)) return null
  for (const value of valuesOf(parameter)) {
    const misfit = latentMisfit(withParams(base, { [parameter.name]: value }))
    if (misfit?.name === parameter.name) return misfit.reason
  }
  return null
}

/** Configurations in a space, conditions left aside; Infinity for a continuum. */
export function countChoices(space: readonly SearchParameter[]): number {
  return space.reduce((count, parameter) => {
    if (parameter.kind === 'categorical') return count * parameter.choices.length
    const { kind, low, high, step } = parameter
    if (kind === 'float' && step === undefined) return low === high ? count : Infinity
    return count * (Math.floor((high - low) / (step ?? 1) + 1e-9) + 1)
  }, 1)
}
