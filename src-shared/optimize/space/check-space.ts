import { hasValue } from './distribution.ts'
import type { Configuration, Parameter, SearchSpace } from './search-space.ts'
import { isActive } from './search-space.ts'

/** An invalid search space or configuration. */
export class SearchSpaceError extends Error {
  readonly code = 'refused'
  readonly parameter: string | undefined
  /** What is invalid: `space.2.low` in a space, `params.kernel` in a configuration. */
  readonly field: string

  constructor(parameter: string | undefined, field: string, reason: string) {
    super(parameter === undefined ? `${reason}.` : `Parameter "${parameter}": ${reason}.`)
    this.name = 'SearchSpaceError'
    this.parameter = parameter
    this.field = field
  }
}

/** What is wrong with a parameter of a space. */
export interface SpaceFault {
  /** Index of the parameter in the space, and its name. */
  index: number
  name: string
  /** Path of the wrong value: `space.2.low`. */
  field: string
  reason: string
}

type Part = 'name' | 'low' | 'high' | 'step' | 'log' | 'choices' | 'when'
interface Fault {
  part: Part
  reason: string
}

/** The first fault of each parameter, in order; empty for a valid space. */
export function rangeFaults(space: SearchSpace): SpaceFault[] {
  const before = new Map<string, Parameter>()
  return space.flatMap((parameter, index) => {
    const { name } = parameter
    const fault =
      faultOfName(parameter, before) ?? faultOfDistribution(parameter) ?? faultOfCondition(parameter, before)
    before.set(name, parameter)
    return fault ? [{ index, name, field: `space.${index}.${fault.part}`, reason: fault.reason }] : []
  })
}

/** @throws SearchSpaceError for the first invalid parameter, saying what to do */
export function checkSearchSpace(space: SearchSpace): void {
  if (space.length === 0) throw new SearchSpaceError(undefined, 'space', 'The search space is empty: add a parameter')
  for (const { name, field, reason } of rangeFaults(space)) throw new SearchSpaceError(name, field, reason)
}

/** @throws SearchSpaceError for the first parameter that is missing, out of range, or not active */
export function checkConfiguration(space: SearchSpace, configuration: Configuration): void {
  const names = new Set(space.map(({ name }) => name))
  for (const name of Object.keys(configuration))
    if (!names.has(name)) throw new SearchSpaceError(name, `params.${name}`, 'is not in the search space')
  for (const parameter of space) {
    const { name } = parameter
    const value = configuration[name]
    const fault = (reason: string) => new SearchSpaceError(name, `params.${name}`, reason)
    if (!isActive(parameter, configuration)) {
      if (value !== undefined) throw fault(`does not belong here: ${condition(parameter)}`)
    } else if (value === undefined) throw fault('has no value')
    else if (!hasValue(parameter, value)) throw fault(`cannot be ${JSON.stringify(value)}`)
  }
}

function faultOfName({ name }: Parameter, before: ReadonlyMap<string, Parameter>): Fault | undefined {
  if (name === '') return { part: 'name', reason: 'give it a name' }
  if (before.has(name)) return { part: 'name', reason: 'another parameter has this name; rename one of them' }
}

function faultOfDistribution(parameter: Parameter): Fault | undefined {
  if (parameter.kind === 'categorical') {
    const { choices } = parameter
    const fault = (reason: string): Fault => ({ part: 'choices', reason })
    if (choices.length === 0) return fault('give it at least one choice')
    if (new Set(choices).size < choices.length) return fault('a choice is listed twice')
    if (choices.some((choice) => typeof choice === 'number' && !Number.isFinite(choice)))
      return fault('a choice is not a finite number')
    return
  }
  const { kind, low, high, log, step } = parameter
  if (!Number.isFinite(low)) return { part: 'low', reason: 'both bounds are needed' }
  if (!Number.isFinite(high)) return { part: 'high', reason: 'both bounds are needed' }
  if (low > high) return { part: 'low', reason: 'the lower bound is above the upper one' }
  if (step !== undefined && !(step > 0 && Number.isFinite(step)))
    return { part: 'step', reason: 'the step must be above 0' }
  if (kind === 'int') {
    const numbers = { low, high, step: step ?? 1 }
    for (const part of ['low', 'high', 'step'] as const)
      if (!Number.isSafeInteger(numbers[part])) return { part, reason: 'whole numbers are needed' }
  }
  if (log && step !== undefined) {
    const reason = 'a logarithmic range has no step; remove one of them, or list the values as ordered choices'
    return { part: 'log', reason }
  }
  if (log && !(low > 0)) return { part: 'low', reason: 'a logarithmic range begins above 0' }
}

function faultOfCondition({ when }: Parameter, before: ReadonlyMap<string, Parameter>): Fault | undefined {
  if (when === undefined) return
  const fault = (reason: string): Fault => ({ part: 'when', reason })
  const parent = before.get(when.parameter)
  if (parent === undefined) return fault(`depends on "${when.parameter}", which is not listed before it`)
  if (when.values.length === 0) return fault(`give at least one value of "${when.parameter}" for which it is active`)
  if (new Set(when.values).size < when.values.length) return fault(`a value of "${when.parameter}" is listed twice`)
  for (const value of when.values)
    if (!hasValue(parent, value))
      return fault(`depends on "${when.parameter}" being ${JSON.stringify(value)}, which is not one of its values`)
}

function condition({ when }: Parameter): string {
  return `it needs "${when!.parameter}" to be ${when!.values.map((value) => JSON.stringify(value)).join(' or ')}`
}
