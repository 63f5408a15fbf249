import type { TrainingConfig } from './runs.ts'

type Layers = Pick<TrainingConfig, 'architecture' | 'size' | 'encoderFilters' | 'decoderFilters' | 'latentDimension'>

/** Pixels on a side of the latent map of `spatial`: every filter of the encoder halves the patch. */
export const latentSide = ({ size, encoderFilters }: Pick<Layers, 'size' | 'encoderFilters'>) =>
  size / 2 ** encoderFilters.length

/** Latents of a dense vector; more would be a dense layer of several gigabytes. */
const largestDense = 4096

/** Where latents and layers do not fit each other, and why; null if they do. */
export function latentMisfit(config: Layers): { name: 'decoderFilters' | 'latentDimension'; reason: string } | null {
  const { encoderFilters, decoderFilters, latentDimension } = config
  if (config.architecture === 'paper') {
    if (latentDimension <= largestDense) return null
    return { name: 'latentDimension', reason: `a dense vector has at most ${largestDense}, not ${latentDimension}` }
  }
  if (decoderFilters.length !== encoderFilters.length) {
    return {
      name: 'decoderFilters',
      reason: `spatial needs as many as the encoder has (${encoderFilters.length}), not ${decoderFilters.length}`,
    }
  }
  const side = latentSide(config)
  if (latentDimension % side ** 2 === 0) return null
  return {
    name: 'latentDimension',
    reason: `spatial has a map of ${side} x ${side} latents: a multiple of ${side ** 2} is needed, not ${latentDimension}`,
  }
}

/** A configuration for patches of another size; a latent map grows with the patch and keeps its channels. */
export function fitToSize<T extends Layers>(config: T, size: number): T {
  const growth = config.architecture === 'spatial' ? (size / config.size) ** 2 : 1
  return { ...config, size, latentDimension: Math.max(1, Math.round(config.latentDimension * growth)) }
}
