import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { LikelihoodOutcome } from '../outcomes.ts'
import { flowPrior } from '../prior/flow.ts'
import { openPrior } from '../prior/open-prior.ts'
import type { PriorOptions } from '../prior/prior.ts'
import { standardNormal } from '../prior/standard-normal.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { compileEncoder } from './encode-decode.ts'
import type { TrainedModel } from './trained-model.ts'

// First key, after the seed, of the random streams of posterior samples.
const purpose = 12

/** ln p of patches, for batches of one size. Release it with `free`. */
export interface Density extends Pick<LikelihoodOutcome, 'space' | 'values'> {
  /**
   * @param patches [batch, size, size, channels], standardised
   * @param indices their numbers, of as many as are real
   * @param conditions of a flow, or a prior, that has some, [batch, conditions]: the density is that under them
   */
  of(patches: Float32Array, indices: readonly number[], conditions: Float32Array): Float64Array
  free(): void
}

export interface DensityOptions extends PriorOptions {
  /** Folder of a prior of the run's latents; null for N(0, 1). */
  prior: string | null
  seed: number
}

/**
 * The density that a model gives to patches, if it is a flow; of an autoencoder, the density that a prior gives to samples
 * of their posteriors: one for each patch, the same for every prior, so that the difference of two priors is that of their
 * ELBOs.
 * @throws EngineError 'checkpoint'
 */
export async function compileDensity(model: TrainedModel, { prior, ...options }: DensityOptions): Promise<Density> {
  const { latentDimension } = model.config
  if (!isAutoencoder(model.config)) {
    const flow = flowPrior(model, options)
    return { space: 'patches', values: latentDimension, of: flow.logDensity, free: flow.free }
  }
  const latents = prior === null ? standardNormal(latentDimension) : await openPrior(prior, options)
  const encoder = compileEncoder(model, options.batch)
  return {
    space: 'latents',
    values: latentDimension,
    of(patches, indices, conditions) {
      const { mean, logWidth } = encoder({ patches })
      const z = Float32Array.from(mean)
      const noise = new Float32Array(latentDimension)
      indices.forEach((index, i) => {
        fillNormal(noise, randomStream(options.seed, purpose, index))
        noise.forEach((value, k) => (z[i * latentDimension + k] += Math.exp(logWidth[i * latentDimension + k]) * value))
      })
      return latents.logDensity(z, indices, conditions)
    },
    free() {
      encoder.free()
      latents.free()
    },
  }
}
