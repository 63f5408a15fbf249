import { likelihoodOf, type Likelihood } from '../../../src-shared/validation/likelihood.ts'

/** A likelihood of latents of patches 0, 1, 2, ... with these densities. */
export const madeLikelihood = (densities: readonly number[], changes: Partial<Likelihood> = {}): Likelihood =>
  likelihoodOf({
    ...{ space: 'latents', values: 5, prior: null, subject: 'latents', leftOut: 0, solved: null, seconds: 2 },
    densities: densities.map((logDensity, index) => ({ index, logDensity })),
    ...changes,
  })
