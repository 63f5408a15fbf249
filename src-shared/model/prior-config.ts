import type { TrainingConfig } from './configuration.ts'
import type { latentMap } from './latent-shape.ts'
import { presets } from './presets.ts'

/** The default configuration of a prior that is trained in steps. */
export const priorConfig = (
  latents: ReturnType<typeof latentMap>,
  kind: 'flow' | 'coupling' = 'flow',
): TrainingConfig => (kind === 'flow' ? flowConfig(latents) : couplingConfig(latents))

/** Affine coupling layers, of a flattened map or a vector: as deep and wide as trains within minutes. */
const couplingConfig = (latents: ReturnType<typeof latentMap>): TrainingConfig => ({
  ...flowConfig(latents),
  architecture: 'coupling',
  blocks: 8,
  denseWidth: 256,
})

/** The default flow on latents: of a map with convolutions at up to three resolutions, of a vector with dense layers. */
function flowConfig({ side, channels }: ReturnType<typeof latentMap>): TrainingConfig {
  const widths =
    side === 1 ? [512] : [64, 96, 128].filter((_, level) => side % 2 ** level === 0 && side / 2 ** level >= 2)
  return {
    ...presets.flow,
    space: 'latents',
    octaves: 0,
    size: side,
    channels,
    latentDimension: side ** 2 * channels,
    encoderFilters: widths,
    blocks: side === 1 ? 4 : 2,
    // Encoders do not turn with their patches: other orientations are encoded instead.
    augment: false,
  }
}
