/** A value of a parameter. */
export type ParameterValue = number | string | boolean

/** A real number in [low, high]; with `step`, only low, low + step, ... up to high. */
export interface FloatDistribution {
  kind: 'float'
  low: number
  high: number
  /** Logarithmic scale; low is above 0, and there is no step. */
  log?: boolean
  step?: number
}

/** A whole number from low to high. */
export interface IntDistribution {
  kind: 'int'
  low: number
  high: number
  log?: boolean
  /** 1 by default. */
  step?: number
}

export interface CategoricalDistribution {
  kind: 'categorical'
  choices: readonly ParameterValue[]
  /** The choices are ordered, such as batch sizes 8, 16, 32. */
  ordered?: boolean
}

export type Distribution = FloatDistribution | IntDistribution | CategoricalDistribution

/** One dimension of a search. */
export type Parameter = Distribution & {
  name: string
  /** Active only if another parameter, listed before it, has one of these values. */
  when?: { parameter: string; values: readonly ParameterValue[] }
}

export type SearchSpace = readonly Parameter[]

/** Values by parameter name, without inactive parameters. */
export type Configuration = Readonly<Record<string, ParameterValue>>

/** Whether a parameter is active in a configuration, given the parameters before it. */
export function isActive({ when }: Parameter, configuration: Configuration): boolean {
  return when === undefined || when.values.includes(configuration[when.parameter])
}
