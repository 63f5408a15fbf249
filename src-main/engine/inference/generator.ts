import { isAutoencoder } from '../model/model.ts'
import { compileDecoder } from './encode-decode.ts'
import { compileFlowSolver } from './flow-solver.ts'
import type { TrainedModel } from './trained-model.ts'

/** Makes patches of latents, for batches of one size. Release it with `free`. */
export interface Generator {
  /** [batch, latents] -> [batch, size, size, channels], standardised. */
  generate(latents: Float32Array): Float32Array
  free(): void
}

/**
 * What makes a patch of latents: the decoder of an autoencoder, or a flow, whose latents are its noise.
 * @param steps of a flow's solver
 */
export function compileGenerator(model: TrainedModel, batch: number, steps: number): Generator {
  if (!isAutoencoder(model.config)) {
    const flow = compileFlowSolver(model, batch, steps)
    return { generate: flow.toPatches, free: flow.free }
  }
  const decoder = compileDecoder(model, batch)
  return { generate: (z) => decoder({ z }).patches, free: () => decoder.free() }
}
