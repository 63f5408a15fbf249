import { fitGaussianProcess } from '../gaussian-process/fit.ts'
import type { Priors } from '../gaussian-process/fit.ts'
import { logExpectedImprovement } from '../acquisition/expected-improvement.ts'
import { oneHotFeatures } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import { createModelBasedSampler } from './model-based.ts'
import { drawInWorseHalf } from './observations.ts'
import { createQuasiRandomSampler } from './quasi-random.ts'
import type { Direction, Sampler } from './sampler.ts'

export const priors: Priors = {
  signal: { mean: 0, deviation: 1.5 },
  lengthScale: { mean: -0.5, deviation: 1 },
  noise: { mean: Math.log(1e-5), deviation: 3 },
  smallestNoise: 1e-8,
}

export interface GaussianProcessOptions {
  direction?: Direction
  /** Of the trials that come before there is a model; the same for all trials of a study. */
  seed: number
}

export function createGaussianProcessSampler(
  space: SearchSpace,
  { direction = 'minimise', seed }: GaussianProcessOptions,
): Sampler {
  const features = oneHotFeatures(space)
  return createModelBasedSampler(space, {
    direction,
    initial: createQuasiRandomSampler(space, seed),
    initialTrials: Math.min(10, 2 * space.length + 2),
    features,
    warp: drawInWorseHalf,
    fit: (points, values, random) =>
      fitGaussianProcess(
        points,
        values,
        { priors, scaleOf: features.parameters, draws: 10, starts: 2, maxIterations: 30 },
        random,
      ),
    acquisition: logExpectedImprovement,
  })
}
