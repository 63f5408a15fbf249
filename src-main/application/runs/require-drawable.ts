import { refused } from '../../../src-preload/rpc/errors.ts'
import { whyNoDraws } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * Samples, likelihoods and skies are those of a model that needs nothing but noise.
 * @param run its folder or name
 * @throws CirrusError refused for a flow that fills holes
 */
export function requireDrawable(run: string, config: Pick<TrainingConfig, 'observation'>): void {
  const why = whyNoDraws(config)
  if (why) throw refused(run, '', `${why}: use cirrus inpaint, or choose another run`)
}
