import type { AcquisitionFunction } from './acquisition.ts'

/** Keeps the gradient of the standard deviation finite at a known point. */
const SMALLEST_VARIANCE = 1e-14

/** Minus the lower confidence bound, beta sigma - mean (Srinivas et al. 2010). */
export function lowerConfidenceBound(beta: number): AcquisitionFunction {
  return ({ mean, variance }) => {
    const sigma = Math.sqrt(Math.max(variance, SMALLEST_VARIANCE))
    return { value: beta * sigma - mean, byMean: -1, byVariance: beta / (2 * sigma) }
  }
}
