import { hasValue } from '../../../../src-shared/optimize/space/index.ts'
import type { ParameterValue, SearchParameter, TrialParams } from '../../../../src-shared/study/search-space.ts'

/** Values of parameters while a trial is entered by hand; NaN for an incomplete number. */
export type Draft = Record<string, ParameterValue>

/** Initial values of the form: the best trial's, or the middle of each range. */
export function draftOf(space: readonly SearchParameter[], best: TrialParams | null): Draft {
  return Object.fromEntries(space.map((parameter) => [parameter.name, best?.[parameter.name] ?? middleOf(parameter)]))
}

function middleOf(parameter: SearchParameter): ParameterValue {
  if (parameter.kind === 'categorical') return parameter.choices[0]
  const { low, high, log, step } = parameter
  const middle = log ? Math.sqrt(low * high) : (low + high) / 2
  if (step) return low + step * Math.round((middle - low) / step)
  return parameter.kind === 'int' ? Math.round(middle) : Number(middle.toPrecision(3))
}

/** Whether a parameter is active in a configuration: its condition, if any, is met. */
export const belongs = (
  { when }: SearchParameter,
  space: readonly SearchParameter[],
  draft: Readonly<Draft>,
): boolean => {
  if (!when) return true
  const parent = space.find(({ name }) => name === when.parameter)
  return parent !== undefined && belongs(parent, space, draft) && when.values.includes(draft[when.parameter])
}

/** The error of a value; '' if there is none. */
export function misfitOf(parameter: SearchParameter, value: ParameterValue | undefined): string {
  if (parameter.kind === 'categorical') {
    return value !== undefined && parameter.choices.includes(value) ? '' : 'choose a value'
  }
  const { low, high, step } = parameter
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'enter a number'
  if (value < low || value > high) return `${low} to ${high}`
  if (parameter.kind === 'int' && !Number.isInteger(value)) return 'enter a whole number'
  return hasValue(parameter, value) ? '' : `${low} plus multiples of ${step}`
}

/** The configuration of a draft, without inactive parameters. */
export const paramsOf = (space: readonly SearchParameter[], draft: Readonly<Draft>): TrialParams =>
  Object.fromEntries(
    space.filter((parameter) => belongs(parameter, space, draft)).map(({ name }) => [name, draft[name]]),
  )
