import { lowerConfidenceBound } from '../acquisition/lower-confidence-bound.ts'
import { fitGaussianProcess } from '../gaussian-process/fit.ts'
import { unitFeatures } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import { createModelBasedSampler } from './model-based.ts'
import { standardise } from './observations.ts'
import { createRandomSampler } from './random.ts'
import type { Direction, Sampler } from './sampler.ts'

/**
 * KerasTuner's BayesianOptimization, which the paper's search used: 3 random trials per parameter, then the lower
 * confidence bound at beta = 2.6 of a Gaussian process with unit signal, one length scale for all parameters (with a
 * nearly flat prior here) and noise 1e-4. Choices are numbered.
 */
export function createKerasTunerSampler(space: SearchSpace, direction: Direction = 'minimise'): Sampler {
  const features = unitFeatures(space)
  const priors = { signal: 1, lengthScale: { mean: 0, deviation: 5 }, noise: 1e-4, smallestNoise: 0 }
  const scaleOf = space.map(() => 0)
  return createModelBasedSampler(space, {
    direction,
    initial: createRandomSampler(space),
    initialTrials: Math.max(3 * space.length, 3),
    features,
    warp: standardise,
    fit: (points, values, random) =>
      fitGaussianProcess(points, values, { priors, scaleOf, draws: 20, starts: 2, maxIterations: 50 }, random),
    acquisition: lowerConfidenceBound(2.6),
  })
}
