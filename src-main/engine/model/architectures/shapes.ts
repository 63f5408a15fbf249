import { latentMisfit } from '../../../../src-shared/model/latent-shape.ts'
import { strideMisfit } from '../../../../src-shared/model/layer-strides.ts'
import { EngineError } from '../../runtime/errors.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'

/**
 * Checks that patch, strides and latents fit each other.
 * @throws EngineError 'config'
 */
export function checkShapes(config: ModelConfig): void {
  const misfit = strideMisfit(config, 'encoder') ?? strideMisfit(config, 'decoder') ?? latentMisfit(config)
  if (misfit) throw new EngineError('config', `${misfit.field} does not fit: ${misfit.reason}.`)
}
