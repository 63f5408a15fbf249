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
 * A posterior much wider than the prior carries no information, but its KL divergence grows as exp(2 logWidth): without
 * the upper bound, one patch with a point source early in training costs 1e8, and Adam's moments remember that gradient
 * for epochs.
 */
export const logWidthBounds = [-10, 3] as const

/**
 * The posterior from a network's two outputs, [batch, latents]. The second output is the ln of the variance: if it were
 * ln of the standard deviation, twice as steep, training would begin with a KL divergence of millions.
 */
export function posteriorOf(mean: Tensor2D, logVariance: Tensor2D): Posterior {
  const { tf } = tensorflow()
  return { mean, logWidth: bounded(tf.mul(logVariance, 0.5) as Tensor2D, ...logWidthBounds) }
}

/**
 * A variational autoencoder. Whatever the latents' shape inside, the interface is a flat vector of `latentDimension`
 * numbers, so inference and inpainting need not know.
 */
export interface Autoencoder {
  /** patches: [batch, size, size, channels], standardised. */
  encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior
  /** z: [batch, latents] -> patches [batch, size, size, channels], standardised. */
  decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D
  /** The decoder's weights for `decode` in inference only: the same patches with less computation. */
  foldedDecoder(weights: Weights, config: ModelConfig): Weights
}

/** The layers of a model. */
export interface Architecture {
  /** Of an autoencoder, the encoder's and then the decoder's; names begin with `encoder/` and `decoder/`. */
  weights(config: ModelConfig): WeightEntry[]
  /** Null for a model that is none. */
  autoencoder: Autoencoder | null
  /** Checks that the layers' shapes match. @throws EngineError 'config' */
  check(config: ModelConfig): void
}
