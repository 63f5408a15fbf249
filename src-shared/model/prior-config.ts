import type { TrainingConfig } from './configuration.ts'
import type { latentMap } from './latent-shape.ts'
import { presets } from './presets.ts'

/** The default flow on latents: of a map with convolutions at up to three resolutions, of a vector with dense layers. */
export function priorConfig({ side, channels }: ReturnType<typeof latentMap>, seed = 0): TrainingConfig {
  const widths =
    side === 1 ? [512] : [64, 96, 128].filter((_, level) => side % 2 ** level === 0 && side / 2 ** level >= 2)
  return {
    ...presets.flow,
    space: 'latents',
    size: side,
    channels,
    latentDimension: side ** 2 * channels,
    encoderFilters: widths,
    blocks: side === 1 ? 4 : 2,
    // Encoders do not turn with their patches: other orientations are encoded instead.
    augment: false,
    seed,
  }
}
