import type { AcquisitionFunction } from './acquisition.ts'
import { logExpectedPositivePart } from '../../statistics/normal-distribution.ts'

/** Lower limit of the variance, in the model's units, so that a known point still has a tiny improvement. */
const SMALLEST_VARIANCE = 1e-14

/**
 * ln of the expected improvement, sigma h((best - mean) / sigma) (Jones et al. 1998, Eq. 15), finite where the
 * improvement itself underflows to 0 (Ament et al. 2023, arXiv 2310.20708).
 */
export const logExpectedImprovement: AcquisitionFunction = ({ mean, variance }, best) => {
  const sigma = Math.sqrt(Math.max(variance, SMALLEST_VARIANCE))
  const z = (best - mean) / sigma
  const { value, slope } = logExpectedPositivePart(z)
  return {
    value: Math.log(sigma) + value,
    byMean: -slope / sigma,
    byVariance: (1 - slope * z) / (2 * sigma * sigma),
  }
}
