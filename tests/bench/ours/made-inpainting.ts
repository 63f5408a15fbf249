import type { TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { compileDecoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import type { Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { trainedLooking } from './trained-looking.ts'

/**
 * What the paper's decoder, with weights that look trained, made of one latent vector, seen with noise through the first
 * mask of Fig. 6, and starts from the prior.
 */
export function madeInpainting() {
  const config = presets.paper
  const { size, latentDimension } = config
  const sigma = 0.2
  const decoder = modelWeights(config).filter(({ name }) => name.startsWith('decoder/'))
  const model: TrainedModel = { config, weights: trainedLooking(decoder), epoch: 0 }
  const startOf = (start: number) => fillNormal(new Float32Array(latentDimension), randomStream(1, start))
  const noise = fillNormal(new Float32Array(size * size), randomStream(2))
  const mask = Float32Array.from(figureMask('disc', size))
  const decode = compileDecoder(model, 1)
  const truth = decode({ z: fillNormal(new Float32Array(latentDimension), randomStream(4)) }).patches
  decode.free()
  const data = truth.map((value, i) => mask[i] * (value + sigma * noise[i]))
  return { config, sigma, decoder, model, data, mask, startOf }
}

/** Writes tensors for a peer. */
export const writeTensors = (path: string, tensors: Weights): Promise<void> =>
  writeSafetensors(
    path,
    Object.entries(tensors).map(([name, { shape, values }]) => ({ name, shape, values: () => values })),
  )
