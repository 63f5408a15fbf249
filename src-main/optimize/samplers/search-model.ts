import { fitGaussianProcess } from '../gaussian-process/fit.ts'
import type { Priors } from '../gaussian-process/fit.ts'
import type { GaussianProcess } from '../gaussian-process/gaussian-process.ts'
import type { RandomState } from '../../random/index.ts'
import type { Features } from '../space/index.ts'

/** Weak: a factor of 3 to 20 to either side is within one deviation. A length scale of 1 is the width of the cube. */
const priors: Priors = {
  signal: { mean: 0, deviation: 1.5 },
  lengthScale: { mean: 0, deviation: 1 },
  noise: { mean: Math.log(1e-5), deviation: 3 },
  smallestNoise: 1e-8,
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
