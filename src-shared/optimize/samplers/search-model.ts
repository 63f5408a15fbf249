import { fitGaussianProcess } from '../gaussian-process/fit.ts'
import type { Priors } from '../gaussian-process/fit.ts'
import type { GaussianProcess } from '../gaussian-process/gaussian-process.ts'
import type { RandomState } from '../../random/index.ts'
import type { Features } from '../space/index.ts'

/**
 * Length scales are in units of the cube's width; one standard deviation is a factor of 1.6 either way. A wider prior
 * would mistake relevant parameters for irrelevant ones after only a few trials. The mean is not that of the trials,
 * which cluster where values are good: the model would then expect good values in every empty corner.
 */
const priors: Priors = {
  signal: { mean: 0, deviation: 1.5 },
  lengthScale: { mean: 0, deviation: 0.5 },
  noise: { mean: Math.log(1e-5), deviation: 3 },
  smallestNoise: 1e-8,
  offset: 4,
}

/** The Gaussian process of a search: one length scale per parameter, and fitted noise. Values are standardised. */
export function fitSearchModel(
  features: Features,
  points: readonly Float64Array[],
  values: readonly number[],
  random: RandomState,
): Promise<GaussianProcess> {
  const options = { priors, scaleOf: features.parameters, draws: 10, starts: 2, maxIterations: 30, coarse: 80 }
  return fitGaussianProcess(points, values, options, random)
}
