import { hasValue } from './distribution.ts'
import type { Configuration, Parameter, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'

/** A search space, or a configuration, that does not make sense. */
export class SearchSpaceError extends Error {
  readonly code = 'refused'
  readonly parameter: string | undefined
  /** Where it is: `space.2.low` of a space, `params.kernel` of a configuration. */
  readonly field: string

  constructor(parameter: string | undefined, field: string, reason: string) {
    super(parameter === undefined ? reason : `Parameter "${parameter}": ${reason}`)
    this.name = 'SearchSpaceError'
    this.parameter = parameter
    this.field = field
  }
}

/** @throws SearchSpaceError with the first parameter that does not make sense, and what to do */
export function checkSearchSpace(space: SearchSpace): void {
  if (space.length === 0) {
    throw new SearchSpaceError(undefined, 'space', 'The search space is empty: give it a parameter.')
  }
  const before = new Map<string, Parameter>()
  for (const [index, parameter] of space.entries()) {
    const fault =
      faultOfName(parameter, before) ?? faultOfDistribution(parameter) ?? faultOfCondition(parameter, before)
    if (fault) throw new SearchSpaceError(parameter.name, `space.${index}.${fault.part}`, fault.reason)
    before.set(parameter.name, parameter)
  }
}

/** What is wrong with a parameter, and which part of it. */
interface Fault {
  part: 'name' | 'low' | 'high' | 'step' | 'log' | 'choices' | 'when'
  reason: string
}

/** @throws SearchSpaceError with the first parameter that is missing, has a value that it cannot have, or does not belong there */
export function checkConfiguration(space: SearchSpace, configuration: Configuration): void {
  const names = new Set(space.map(({ name }) => name))
  for (const name of Object.keys(configuration))
    if (!names.has(name)) throw new SearchSpaceError(name, `params.${name}`, 'is not in the search space.')
  for (const parameter of space) {
    const { name } = parameter
    const value = configuration[name]
    const fault = (reason: string) => new SearchSpaceError(name, `params.${name}`, reason)
    if (!isActive(parameter, configuration)) {
      if (value !== undefined) throw fault(`does not belong here: ${condition(parameter)}.`)
    } else if (value === undefined) throw fault('has no value.')
    else if (!hasValue(parameter, value)) throw fault(`cannot be ${JSON.stringify(value)}.`)
  }
}

function faultOfName({ name }: Parameter, before: ReadonlyMap<string, Parameter>): Fault | undefined {
  if (name === '') return { part: 'name', reason: 'give it a name.' }
  if (before.has(name)) return { part: 'name', reason: 'another one has this name: rename one of them.' }
}

function faultOfDistribution(parameter: Parameter): Fault | undefined {
  if (parameter.kind === 'categorical') {
    const { choices } = parameter
    const fault = (reason: string): Fault => ({ part: 'choices', reason })
    if (choices.length === 0) return fault('has no choices: give it at least one.')
    if (new Set(choices).size < choices.length) return fault('lists a choice twice: remove one of them.')
    if (choices.some((choice) => typeof choice === 'number' && !Number.isFinite(choice)))
      return fault('has a choice that is not a finite number.')
    return
  }
  const { kind, low, high, log, step } = parameter
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    const part = Number.isFinite(low) ? 'high' : 'low'
    return { part, reason: `low ${low} and high ${high} must be finite numbers.` }
  }
  if (low > high) return { part: 'low', reason: `low ${low} is above high ${high}: swap them.` }
  if (step !== undefined && !(step > 0 && Number.isFinite(step)))
    return { part: 'step', reason: `the step must be above 0, not ${step}.` }
  if (kind === 'int' && ![low, high, step ?? 1].every(Number.isSafeInteger)) {
    const part = !Number.isSafeInteger(low) ? 'low' : !Number.isSafeInteger(high) ? 'high' : 'step'
    return { part, reason: `low ${low}, high ${high} and step ${step ?? 1} must be whole numbers, or its kind float.` }
  }
  if (log && step !== undefined) {
    const reason = 'a logarithmic scale has no step: remove one of them, or list the values as ordered choices.'
    return { part: 'log', reason }
  }
  if (log && !(low > 0)) return { part: 'low', reason: `low ${low} must be above 0 on a logarithmic scale.` }
}

function faultOfCondition({ when }: Parameter, before: ReadonlyMap<string, Parameter>): Fault | undefined {
  if (when === undefined) return
  const fault = (reason: string): Fault => ({ part: 'when', reason })
  const parent = before.get(when.parameter)
  if (parent === undefined) return fault(`depends on "${when.parameter}", which is not listed before it.`)
  if (when.values.length === 0) return fault(`needs at least one value of "${when.parameter}" for which it is active.`)
  if (new Set(when.values).size < when.values.length) return fault(`lists a value of "${when.parameter}" twice.`)
  for (const value of when.values)
    if (!hasValue(parent, value))
      return fault(`depends on "${when.parameter}" being ${JSON.stringify(value)}, which is not one of its values.`)
}

function condition({ when }: Parameter): string {
  return `it needs "${when!.parameter}" to be ${when!.values.map((value) => JSON.stringify(value)).join(' or ')}`
}
