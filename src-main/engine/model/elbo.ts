import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { ModelConfig } from './configuration.ts'
import { decode } from './decoder.ts'
import { encode, type Posterior } from './encoder.ts'
import type { Mode } from './layers.ts'

/** A sample of the posterior: z = mean + exp(logWidth) * noise (Kingma & Welling 2014). All [batch, latents]. */
export function reparameterise({ mean, logWidth }: Posterior, noise: Tensor2D): Tensor2D {
  const { tf } = tensorflow()
  return tf.add(mean, tf.mul(tf.exp(logWidth), noise))
}

/** KL(posterior || N(0, 1)) of each patch, [batch], in nats: sum of (mean^2 + width^2 - 1) / 2 - logWidth. */
export function klDivergence({ mean, logWidth }: Posterior): Tensor1D {
  const { tf } = tensorflow()
  const twice = tf.mul(logWidth, 2)
  return tf.mul(tf.sum(tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(twice)), 1), twice), 1), 0.5) as Tensor1D
}

/**
 * Negative log-likelihood of each patch, [batch]. With a width: the normal distribution's, in nats, constants
 * included. Without: the plain sum of squares, the paper's normalisation (up to a constant a width of sqrt(1/2)).
 */
export function reconstructionTerm(patches: Tensor4D, decoded: Tensor4D, likelihoodWidth: number | null): Tensor1D {
  const { tf } = tensorflow()
  const squares = tf.sum(tf.squaredDifference(patches, decoded), [1, 2, 3])
  if (likelihoodWidth === null) return squares as Tensor1D
  const variance = likelihoodWidth ** 2
  const pixels = patches.size / patches.shape[0]
  return tf.add(tf.mul(squares, 0.5 / variance), (pixels / 2) * Math.log(2 * Math.PI * variance)) as Tensor1D
}

/** The two parts of the negative ELBO of each patch (Eq. 9), with one latent sample for each. Both [batch]. */
export interface ElboTerms {
  reconstruction: Tensor1D
  kl: Tensor1D
}

/** patches: [batch, size, size, 1]; noise: [batch, latents], standard normal. */
export function elboTerms(
  patches: Tensor4D,
  noise: Tensor2D,
  weights: WeightTensors,
  config: ModelConfig,
  mode: Mode,
): ElboTerms {
  const posterior = encode(patches, weights, config, mode)
  const decoded = decode(reparameterise(posterior, noise), weights, config, mode)
  return { reconstruction: reconstructionTerm(patches, decoded, config.likelihoodWidth), kl: klDivergence(posterior) }
}
