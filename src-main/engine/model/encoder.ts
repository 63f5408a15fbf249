import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { ModelConfig } from './configuration.ts'
import { bounded, relu } from './kernels.ts'
import { batchNorm, convolution, dense, type Mode } from './layers.ts'
import { layerNames } from './weight-table.ts'

/** The approximate posterior of each patch: a normal distribution with independent latents. Both [batch, latents]. */
export interface Posterior {
  mean: Tensor2D
  /** ln of the standard deviation, within +-`largestLogWidth`. */
  logWidth: Tensor2D
}

// Keeps exp(2 logWidth) far from float32's overflow when a learning rate is too high.
export const largestLogWidth = 10

/** Table 1. patches: [batch, size, size, 1], standardised. */
export function encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior {
  const { tf } = tensorflow()
  const names = layerNames.encoder
  let x = patches
  config.encoderFilters.forEach((_, i) => {
    x = batchNorm(convolution(x, weights, names.convolution(i)), weights, names.batchNorm(i), mode)
  })
  const batch = patches.shape[0]
  const flat = x.reshape<Tensor2D>([batch, x.size / batch])
  const latent = dense(relu(dense(flat, weights, names.dense)), weights, names.latent)
  const d = config.latentDimension
  const mean = tf.slice2d(latent, [0, 0], [batch, d])
  const logWidth = bounded(tf.slice2d(latent, [0, d], [batch, d]), largestLogWidth)
  return { mean, logWidth }
}
