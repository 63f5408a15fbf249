import { likelihoodChoiceSchema } from '../../../src-preload/contract/likelihood.ts'
import type { ValidationConfig } from '../../../src-preload/contract/validations.ts'
import type { Likelihood } from '../../../src-shared/validation/likelihood.ts'
import type { Engine } from '../host/engine.ts'
import { requireEpoch } from './measure/stored-decodings.ts'
import { runLikelihoods, type LikelihoodOrder } from './run-likelihoods.ts'

/**
 * The likelihoods that a validation asks for: those of N(0, 1) and of its prior.
 * @param epoch of the validated checkpoint
 * @throws CirrusError conflict if the run has been trained further meanwhile | as `runLikelihoods`
 */
export async function validationLikelihoods(
  engine: Engine,
  { checkpoint, split, prior, likelihood: count }: ValidationConfig,
  { epoch, ...order }: Pick<LikelihoodOrder, 'run' | 'dataset' | 'signal' | 'onPatch'> & { epoch: number },
): Promise<Likelihood[]> {
  if (count === null) return []
  const found = await runLikelihoods(engine, {
    ...likelihoodChoiceSchema.parse({ checkpoint, split, count }),
    ...{ ...order, priors: prior === null ? [] : [prior] },
  })
  requireEpoch(order.run, epoch, found.epoch)
  return found.likelihoods
}
