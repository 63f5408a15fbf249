import { latentMisfit } from '../../../../src-shared/model/latent-shape.ts'
import { resolutionMisfit } from '../../../../src-shared/model/layer-strides.ts'
import { flowWeights } from '../../flow/level-networks.ts'
import { EngineError } from '../../runtime/errors.ts'
import type { Architecture } from './architecture.ts'

/** A velocity over time that carries noise to patches, or one for each octave, and no autoencoder (engine/flow). */
export const flow: Architecture = {
  weights: flowWeights,
  autoencoder: null,
  check(config) {
    const misfit = resolutionMisfit(config) ?? latentMisfit(config)
    if (misfit) throw new EngineError('config', `${misfit.field} does not fit: ${misfit.reason}.`)
  },
}
