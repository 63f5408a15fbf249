import { latentMisfit } from '../../../../src-shared/model/latent-shape.ts'
import { couplingWeights } from '../../coupling/coupling.ts'
import { EngineError } from '../../runtime/errors.ts'
import type { Architecture } from './architecture.ts'

/** Affine coupling layers between latents and noise, and no autoencoder (engine/coupling). */
export const coupling: Architecture = {
  weights: couplingWeights,
  autoencoder: null,
  check(config) {
    const misfit = latentMisfit(config)
    if (misfit) throw new EngineError('config', `${misfit.field} does not fit: ${misfit.reason}.`)
  },
}
