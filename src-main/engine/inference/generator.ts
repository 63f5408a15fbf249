import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { openPrior } from '../prior/open-prior.ts'
import { standardNormal } from '../prior/prior.ts'
import { compileDecoder } from './encode-decode.ts'
import { compileFlowSolver } from './flow-solver.ts'
import type { TrainedModel } from './trained-model.ts'

/** Makes patches of independent normal numbers, for batches of one size. Release it with `free`. */
export interface Generator {
  /**
   * [batch, latents] -> [batch, size, size, channels], standardised.
   * @param conditions of a flow that has some, [batch, conditions]
   */
  generate(noise: Float32Array, conditions?: Float32Array): Float32Array
  free(): void
}

export interface GeneratorOptions {
  batch: number
  /** Folder of a prior of the run's latents; null for N(0, 1). */
  prior: string | null
  /** Steps of a flow's solver. */
  solverSteps: number
}

/**
 * What makes a patch: a flow; or a prior of latents, and the decoder.
 * @throws EngineError 'checkpoint' for a prior that can't be read
 */
export async function compileGenerator(
  model: TrainedModel,
  { batch, prior, solverSteps }: GeneratorOptions,
): Promise<Generator> {
  if (!isAutoencoder(model.config)) {
    const flow = compileFlowSolver(model, batch, solverSteps)
    return { generate: flow.toPatches, free: flow.free }
  }
  const latents = prior === null ? standardNormal : await openPrior(prior, batch, solverSteps)
  const decoder = compileDecoder(model, batch)
  return {
    generate: (noise) => decoder({ z: latents.place(noise) }).patches,
    free() {
      decoder.free()
      latents.free()
    },
  }
}
