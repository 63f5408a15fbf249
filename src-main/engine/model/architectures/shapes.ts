import { latentMisfit } from '../../../../src-preload/contract/latent-shape.ts'
import { EngineError } from '../../runtime/errors.ts'
import type { ModelConfig } from '../configuration.ts'

/**
 * Checks that patch, strides and latents fit each other.
 * @throws EngineError 'config'
 */
export function checkShapes(config: ModelConfig): void {
  const { size, encoderFilters, decoderFilters } = config
  for (const [name, filters] of [
    ['encoder', encoderFilters],
    ['decoder', decoderFilters],
  ] as const) {
    const stride = 2 ** filters.length
    if (size % stride !== 0) {
      throw new EngineError(
        'config',
        `A patch of ${size} pixels does not fit the ${name}: its ${filters.length} layers halve or double ${filters.length} times, so the size must be a multiple of ${stride}.`,
      )
    }
  }
  const misfit = latentMisfit(config)
  if (misfit) throw new EngineError('config', `${misfit.name} does not fit: ${misfit.reason}.`)
}
