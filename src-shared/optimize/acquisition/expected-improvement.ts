import type { AcquisitionFunction } from './acquisition.ts'
import { logExpectedPositivePart } from '../../statistics/normal-distribution.ts'

/** Variances are not below this, in units of the values' own, so that a point that is known has an improvement, if tiny. */
const SMALLEST_VARIANCE = 1e-14

/**
 * ln of the expected improvement, sigma h((best - mean) / sigma) (Jones et al. 1998, Eq. 15), finite where the
 * improvement itself is rounded to 0 (Ament et al. 2023, arXiv 2310.20708).
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
