import { totalStride } from './layer-strides.ts'
import type { TrainingConfig } from './configuration.ts'
import { usualOctaves } from './octaves.ts'

type Layers = Pick<
  TrainingConfig,
  | 'architecture'
  | 'size'
  | 'channels'
  | 'encoderFilters'
  | 'encoderStrides'
  | 'decoderFilters'
  | 'decoderStrides'
  | 'latentDimension'
>

/** Pixels on a side of the latent map of `spatial`: the encoder's smallest. */
export const latentSide = (config: Pick<Layers, 'size' | 'encoderFilters' | 'encoderStrides'>) =>
  config.size / totalStride(config, 'encoder')

/** Values per place of the data that a model is trained on: of a posterior, means and ln of widths. */
export const dataChannels = ({ space, channels }: Pick<TrainingConfig, 'space' | 'channels'>) =>
  space === 'latents' ? 2 * channels : channels

/** Side and channels of a model's latents as a map; a dense vector is a map of one place. */
export function latentMap(config: Layers): { side: number; channels: number } {
  const side = config.architecture === 'spatial' ? latentSide(config) : 1
  return { side, channels: config.latentDimension / side ** 2 }
}

/** Most latents of a dense vector; more would need a dense layer of several gigabytes. */
const largestDense = 4096

/** Most latents of a coupling flow, each of whose layers has three dense ones. */
const mostCoupled = 1024

/** The setting that makes latents and layers incompatible, and why; null if they fit. */
export function latentMisfit(
  config: Layers,
): { field: 'decoderFilters' | 'decoderStrides' | 'latentDimension'; reason: string } | null {
  const { latentDimension } = config
  if (config.architecture === 'flow') {
    const values = config.size ** 2 * config.channels
    if (latentDimension === values) return null
    return {
      field: 'latentDimension',
      reason: `a flow has as many as a patch has values, ${values}, not ${latentDimension}`,
    }
  }
  if (config.architecture === 'coupling') {
    if (latentDimension <= mostCoupled) return null
    const reason = `a coupling flow has dense layers, for at most ${mostCoupled} latents, not ${latentDimension}`
    return { field: 'latentDimension', reason }
  }
  if (config.architecture === 'paper') {
    if (latentDimension <= largestDense) return null
    return { field: 'latentDimension', reason: `a dense vector has at most ${largestDense}, not ${latentDimension}` }
  }
  const [smaller, larger] = [totalStride(config, 'encoder'), totalStride(config, 'decoder')]
  if (smaller !== larger) {
    return {
      field: config.decoderStrides ? 'decoderStrides' : 'decoderFilters',
      reason: `spatial's decoder must widen the map by as much as its encoder shrinks it (${smaller} times), not ${larger} times`,
    }
  }
  const side = latentSide(config)
  if (latentDimension % side ** 2 === 0) return null
  return {
    field: 'latentDimension',
    reason: `spatial has a map of ${side} x ${side} latents: a multiple of ${side ** 2} is needed, not ${latentDimension}`,
  }
}

/** What the patches of a dataset determine of a configuration; noise maps are in the likelihood wherever there are some. */
export type PatchForm = Pick<TrainingConfig, 'size' | 'channels' | 'standardised'> &
  Partial<Pick<TrainingConfig, 'likelihoodNoise'>>

/**
 * A configuration for other patches; a latent map grows with the patch's size and keeps its own channels, and a flow has a
 * latent for each value, and octaves for large patches.
 */
export function fitToPatches<
  T extends Layers & Pick<TrainingConfig, 'octaves' | 'observation' | 'standardised' | 'likelihoodNoise'>,
>(config: T, { size, channels, standardised, likelihoodNoise = 'none' }: PatchForm): T {
  // A flow has no likelihood of patches.
  const form = {
    ...{ size, channels, standardised },
    likelihoodNoise: config.architecture === 'flow' ? 'none' : likelihoodNoise,
  }
  if (config.architecture === 'flow') {
    const octaves = usualOctaves(size, config)
    return { ...config, ...form, octaves, latentDimension: size ** 2 * channels }
  }
  const growth = config.architecture === 'spatial' ? (size / config.size) ** 2 : 1
  return { ...config, ...form, latentDimension: Math.max(1, Math.round(config.latentDimension * growth)) }
}
