/** What a parameter can be set to. */
export type ParameterValue = number | string | boolean

/** A real number in [low, high]; with `step` only low, low + step, ... as far as high. */
export interface FloatDistribution {
  kind: 'float'
  low: number
  high: number
  /** Spread evenly in the logarithm; low is above 0, and there is no step. */
  log?: boolean
  step?: number
}

/** A whole number from low to high. */
export interface IntDistribution {
  kind: 'int'
  low: number
  high: number
  log?: boolean
  /** 1 where it is left out. */
  step?: number
}

export interface CategoricalDistribution {
  kind: 'categorical'
  choices: readonly ParameterValue[]
  /** The choices have an order in which neighbours are alike, as batch sizes 8, 16, 32 have. */
  ordered?: boolean
}

export type Distribution = FloatDistribution | IntDistribution | CategoricalDistribution

/** One dimension of a search. */
export type Parameter = Distribution & {
  name: string
  /** It belongs to a configuration only where another parameter, listed before it, has one of these values. */
  when?: { parameter: string; values: readonly ParameterValue[] }
}

export type SearchSpace = readonly Parameter[]

/** Values by parameter name, without the parameters that do not belong to it. */
export type Configuration = Readonly<Record<string, ParameterValue>>

/** Whether a parameter belongs to a configuration, whose parameters before it are set. */
export function isActive({ when }: Parameter, configuration: Configuration): boolean {
  return when === undefined || when.values.includes(configuration[when.parameter])
}
