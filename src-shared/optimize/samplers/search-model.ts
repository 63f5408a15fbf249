import { fitGaussianProcess } from '../gaussian-process/fit.ts'
import type { Priors } from '../gaussian-process/fit.ts'
import type { GaussianProcess } from '../gaussian-process/gaussian-process.ts'
import type { RandomState } from '../../random/index.ts'
import type { Features } from '../space/index.ts'

/**
 * Of length scales a factor of 1.6 to either side is within one deviation, 1 being the width of the cube: with a few
 * trials a wider prior takes parameters for irrelevant that are not. The mean is not that of the trials, which crowd
 * where values are good: with it the model would hope for good ones in every empty corner.
 */
const priors: Priors = {
  signal: { mean: 0, deviation: 1.5 },
  lengthScale: { mean: 0, deviation: 0.5 },
  noise: { mean: Math.log(1e-5), deviation: 3 },
  smallestNoise: 1e-8,
  offset: 4,
}

/** The Gaussian process of a search: a length scale for each parameter, and fitted noise. Values are standardised. */
export function fitSearchModel(
  features: Features,
  points: readonly Float64Array[],
  values: readonly number[],
  random: RandomState,
): Promise<GaussianProcess> {
  const options = { priors, scaleOf: features.parameters, draws: 10, starts: 2, maxIterations: 30, coarse: 80 }
  return fitGaussianProcess(points, values, options, random)
}
