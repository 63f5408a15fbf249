import type { RandomState } from '../../random/index.ts'
import { createSobol } from '../sobol/sobol.ts'

/** Fractions of a function's variance over the unit cube. */
export interface SobolIndices {
  /** Due to each coordinate alone. */
  first: Float64Array
  /** Due to each coordinate, interactions included. */
  total: Float64Array
}

/**
 * Variance-based sensitivity by quasi Monte Carlo, Jansen's estimators (Saltelli et al. 2010, Table 2, (c) and (f)).
 * @param samples a power of 2; there are samples x (dimensions + 2) evaluations
 * @param random for the scrambling; advanced
 * @throws RangeError for more than 20 dimensions
 * @returns zeros for a constant function
 */
export function sobolIndices(
  f: (x: Float64Array) => number,
  dimensions: number,
  samples: number,
  random: RandomState,
): SobolIndices {
  // One sequence for both points of a pair: two sequences would not be independent, however scrambled.
  const pair = createSobol(2 * dimensions, random)
  const first = new Float64Array(dimensions)
  const total = new Float64Array(dimensions)
  let [sum, squares] = [0, 0]
  for (let i = 0; i < samples; i++) {
    const both = pair(i)
    const [a, b] = [both.subarray(0, dimensions), both.subarray(dimensions)]
    const [atA, atB] = [f(a), f(b)]
    sum += atA + atB
    squares += atA ** 2 + atB ** 2
    for (let d = 0; d < dimensions; d++) {
      const mixed = f(a.with(d, b[d]))
      first[d] += (atB - mixed) ** 2
      total[d] += (atA - mixed) ** 2
    }
  }
  const variance = squares / (2 * samples) - (sum / (2 * samples)) ** 2
  if (!(variance > Number.EPSILON * (squares / samples))) {
    return { first: new Float64Array(dimensions), total: new Float64Array(dimensions) }
  }
  return {
    first: first.map((each) => Math.min(Math.max(1 - each / (2 * samples * variance), 0), 1)),
    total: total.map((each) => Math.min(each / (2 * samples * variance), 1)),
  }
}
