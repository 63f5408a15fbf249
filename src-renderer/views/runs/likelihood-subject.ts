import type { KeptLikelihood } from '../../../src-preload/contract/index.ts'

/** Of what a kept likelihood is, in words: `100 test, epoch 48`. */
export const likelihoodSubject = ({
  likelihood,
  choice,
  epoch,
}: Pick<KeptLikelihood, 'likelihood' | 'choice' | 'epoch'>): string =>
  `${likelihood.densities.length} ${choice.split}, epoch ${epoch}`
