import { hasValue } from './distribution.ts'
import type { Configuration, Parameter, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'

/** A search space, or a configuration, that does not make sense. */
export class SearchSpaceError extends Error {
  readonly code = 'refused'
  readonly parameter: string | undefined

  constructor(parameter: string | undefined, reason: string) {
    super(parameter === undefined ? reason : `Parameter "${parameter}": ${reason}`)
    this.name = 'SearchSpaceError'
    this.parameter = parameter
  }
}

/** @throws SearchSpaceError with the first parameter that does not make sense, and what to do */
export function checkSearchSpace(space: SearchSpace): void {
  if (space.length === 0) throw new SearchSpaceError(undefined, 'The search space is empty: give it a parameter.')
  const before = new Map<string, Parameter>()
  for (const parameter of space) {
    const fault =
      faultOfName(parameter, before) ?? faultOfDistribution(parameter) ?? faultOfCondition(parameter, before)
    if (fault) throw new SearchSpaceError(parameter.name, fault)
    before.set(parameter.name, parameter)
  }
}

/** @throws SearchSpaceError with the first parameter that is missing, has a value that it cannot have, or does not belong there */
export function checkConfiguration(space: SearchSpace, configuration: Configuration): void {
  const names = new Set(space.map(({ name }) => name))
  for (const name of Object.keys(configuration))
    if (!names.has(name)) throw new SearchSpaceError(name, 'is not in the search space.')
  for (const parameter of space) {
    const { name } = parameter
    const value = configuration[name]
    if (!isActive(parameter, configuration)) {
      if (value !== undefined) throw new SearchSpaceError(name, `does not belong here: ${condition(parameter)}.`)
    } else if (value === undefined) throw new SearchSpaceError(name, 'has no value.')
    else if (!hasValue(parameter, value)) throw new SearchSpaceError(name, `cannot be ${JSON.stringify(value)}.`)
  }
}

function faultOfName({ name }: Parameter, before: ReadonlyMap<string, Parameter>): string | undefined {
  if (name === '') return 'give it a name.'
  if (before.has(name)) return 'another one has this name: rename one of them.'
}

function faultOfDistribution(parameter: Parameter): string | undefined {
  if (parameter.kind === 'categorical') {
    const { choices } = parameter
    if (choices.length === 0) return 'has no choices: give it one at least.'
    if (new Set(choices).size < choices.length) return 'has a choice twice: leave one of them out.'
    if (choices.some((choice) => typeof choice === 'number' && !Number.isFinite(choice)))
      return 'has a choice that is not a finite number.'
    return
  }
  const { kind, low, high, log, step } = parameter
  if (!Number.isFinite(low) || !Number.isFinite(high)) return `low ${low} and high ${high} must be finite numbers.`
  if (low > high) return `low ${low} is above high ${high}: exchange them.`
  if (step !== undefined && !(step > 0 && Number.isFinite(step)))
    return `a step of ${step} leads nowhere: give one above 0.`
  if (kind === 'int' && ![low, high, step ?? 1].every(Number.isSafeInteger))
    return `low ${low}, high ${high} and step ${step ?? 1} must be whole numbers, or its kind float.`
  if (log && step !== undefined)
    return 'a logarithmic scale has no step: leave one of them out, or list the values as ordered choices.'
  if (log && !(low > 0)) return `low ${low} must be above 0 on a logarithmic scale.`
}

function faultOfCondition({ when }: Parameter, before: ReadonlyMap<string, Parameter>): string | undefined {
  if (when === undefined) return
  const parent = before.get(when.parameter)
  if (parent === undefined) return `depends on "${when.parameter}", which is not listed before it.`
  if (when.values.length === 0) return `has no value of "${when.parameter}" on which it belongs to a configuration.`
  if (new Set(when.values).size < when.values.length) return `names a value of "${when.parameter}" twice.`
  for (const value of when.values)
    if (!hasValue(parent, value))
      return `depends on "${when.parameter}" being ${JSON.stringify(value)}, which it cannot be.`
}

function condition({ when }: Parameter): string {
  return `it needs "${when!.parameter}" to be ${when!.values.map((value) => JSON.stringify(value)).join(' or ')}`
}
