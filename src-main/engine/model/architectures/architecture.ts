import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Weights, WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'
import { bounded } from '../kernels.ts'
import type { Mode } from '../layers.ts'
import type { WeightEntry } from '../weight-table.ts'

/** The approximate posterior of each patch: a normal distribution with independent latents. Both [batch, latents]. */
export interface Posterior {
  mean: Tensor2D
  /** ln of the standard deviation, within `logWidthBounds`. */
  logWidth: Tensor2D
}

/**
 * A posterior far wider than the prior says nothing, but its KL divergence grows as exp(2 logWidth): one patch with a
 * point source that is met early costs 1e8 without the upper bound, and Adam's memory of that gradient outlasts epochs.
 */
export const logWidthBounds = [-10, 3] as const

/**
 * The posterior from a network's two outputs, [batch, latents]. The second one is ln of the variance: with ln of the
 * standard deviation, twice as steep, a training at initial weights begins with a KL divergence of millions.
 */
export function posteriorOf(mean: Tensor2D, logVariance: Tensor2D): Posterior {
  const { tf } = tensorflow()
  return { mean, logWidth: bounded(tf.mul(logVariance, 0.5) as Tensor2D, ...logWidthBounds) }
}

/**
 * The layers of a variational autoencoder. Whatever shape the latents have inside, outside they are a flat vector of
 * `latentDimension` numbers, so that inference and inpainting need not know.
 */
export interface Architecture {
  /** The encoder's weights, then the decoder's; names begin with `encoder/` and `decoder/`. */
  weights(config: ModelConfig): WeightEntry[]
  /** patches: [batch, size, size, channels], standardised. */
  encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior
  /** z: [batch, latents] -> patches [batch, size, size, channels], standardised. */
  decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D
  /** The decoder's weights for `decode` in inference alone: the same patches with less to compute. */
  foldedDecoder(weights: Weights, config: ModelConfig): Weights
  /** Checks that the layers fit each other. @throws EngineError 'config' */
  check(config: ModelConfig): void
}
