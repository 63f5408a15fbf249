import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { flowPrior } from '../prior/flow.ts'
import { openPrior } from '../prior/open-prior.ts'
import type { PriorOptions } from '../prior/prior.ts'
import { standardNormal } from '../prior/standard-normal.ts'
import { compileDecoder } from './encode-decode.ts'
import { finishing } from './finish-samples.ts'
import type { TrainedModel } from './trained-model.ts'

/** Makes patches of independent normal numbers, for batches of one size. Release it with `free`. */
export interface Generator {
  /**
   * [batch, latents] -> [batch, size, size, channels], standardised.
   * @param conditions of a flow, or a prior, that has some, [batch, conditions]
   */
  generate(noise: Float32Array, conditions?: Float32Array): Float32Array
  free(): void
}

export interface GeneratorOptions extends PriorOptions {
  /** Folder of a prior of the run's latents; null for N(0, 1). */
  prior: string | null
}

/**
 * What makes a patch: a flow; or a prior of latents, and the decoder.
 * @throws EngineError 'checkpoint' for a prior that can't be read
 */
export async function compileGenerator(
  model: TrainedModel,
  { prior, ...options }: GeneratorOptions,
): Promise<Generator> {
  if (!isAutoencoder(model.config)) {
    const flow = flowPrior(model, options)
    const finish = finishing(model.config)
    return { generate: (noise, conditions) => finish(flow.place(noise, conditions), conditions), free: flow.free }
  }
  const latents = prior === null ? standardNormal(model.config.latentDimension) : await openPrior(prior, options)
  const decoder = compileDecoder(model, options.batch)
  return {
    generate: (noise, conditions) => decoder({ z: latents.place(noise, conditions) }).patches,
    free() {
      decoder.free()
      latents.free()
    },
  }
}
