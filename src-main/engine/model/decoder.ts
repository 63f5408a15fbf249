import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { decoderStartChannels, type ModelConfig } from './configuration.ts'
import { relu } from './kernels.ts'
import { batchNorm, dense, transposedConvolution, type Mode } from './layers.ts'
import { layerNames } from './weight-table.ts'

/** Table 2: g(z). z: [batch, latents] -> patches [batch, size, size, 1], standardised. */
export function decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D {
  const names = layerNames.decoder
  const side = config.size / 2 ** config.decoderFilters.length
  const start = dense(z, weights, names.dense).reshape<Tensor4D>([z.shape[0], side, side, decoderStartChannels])
  let x = batchNorm(relu(start), weights, names.batchNorm(0), mode)
  config.decoderFilters.forEach((_, i) => {
    const larger = relu(transposedConvolution(x, weights, names.convolution(i), 2))
    x = batchNorm(larger, weights, names.batchNorm(i + 1), mode)
  })
  return transposedConvolution(x, weights, names.convolution(config.decoderFilters.length), 1)
}
