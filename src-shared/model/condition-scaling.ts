import { moments } from '../statistics/moments.ts'

/** How the values of a condition become near normal: (x - centre) / scale, or that of ln x. */
export interface ConditionScaling {
  log: boolean
  centre: number
  scale: number
}

/**
 * The scaling of a condition by its training patches: the logarithm if all values are positive and it makes them less
 * skewed.
 * @returns null for values that are all the same
 */
export function scalingOfCondition(values: readonly number[]): ConditionScaling | null {
  const plain = moments(values)
  // Rounding alone gives a constant a spread.
  if (!(plain.variance > 1e-12 * plain.mean ** 2)) return null
  const positive = values.every((value) => value > 0)
  const logarithms = positive ? moments(values.map(Math.log)) : null
  const log = logarithms !== null && Math.abs(logarithms.skewness) < Math.abs(plain.skewness)
  const { mean, variance } = log ? logarithms : plain
  return { log, centre: mean, scale: Math.sqrt(variance) }
}

/** A condition's value between two, evenly in what the flow is told. @param t 0 to 1 */
export const betweenConditions = (from: number, to: number, t: number, { log }: ConditionScaling): number =>
  log ? Math.exp((1 - t) * Math.log(from) + t * Math.log(to)) : (1 - t) * from + t * to
