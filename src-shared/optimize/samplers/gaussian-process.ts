import { logExpectedImprovement } from '../acquisition/expected-improvement.ts'
import { lowerConfidenceBound } from '../acquisition/lower-confidence-bound.ts'
import { oneHotFeatures } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import { createModelBasedSampler } from './model-based.ts'
import { drawInWorseHalf } from './observations.ts'
import { createQuasiRandomSampler } from './quasi-random.ts'
import type { Direction, Sampler } from './sampler.ts'
import { fitSearchModel } from './search-model.ts'

export interface GaussianProcessOptions {
  direction?: Direction
  /** Seed of the initial trials; the same for all trials of a study. */
  seed: number
  /** Initial trials of the sequence, before the first model; by default it depends on the space. */
  startupTrials?: number
  /** Minimises the mean minus this many standard deviations, instead of using the log expected improvement. */
  beta?: number
}

/**
 * Bayesian optimisation by the log expected improvement, or a confidence bound, of a Gaussian process with Matern
 * covariance, after a few trials of a scrambled Sobol sequence. Values are transformed by `drawInWorseHalf`.
 */
export function createGaussianProcessSampler(
  space: SearchSpace,
  { direction = 'minimise', seed, startupTrials, beta }: GaussianProcessOptions,
): Sampler {
  const features = oneHotFeatures(space)
  return createModelBasedSampler(space, {
    direction,
    initial: createQuasiRandomSampler(space, seed),
    initialTrials: startupTrials ?? Math.min(10, 2 * space.length + 2),
    features,
    warp: drawInWorseHalf,
    fit: (points, values, random) => fitSearchModel(features, points, values, random),
    acquisition: beta === undefined ? logExpectedImprovement : lowerConfidenceBound(beta),
  })
}
