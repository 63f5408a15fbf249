import type { Scalar, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Posterior } from './architectures/architecture.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import type { Mode } from './layers.ts'
import { likelihoodLogWidth, reconstructionTerm } from './likelihood.ts'
import { decode, encode } from './model.ts'

/** A posterior sample: z = mean + exp(logWidth) * noise (Kingma & Welling 2014). All [batch, latents]. */
export function reparameterise({ mean, logWidth }: Posterior, noise: Tensor2D): Tensor2D {
  const { tf } = tensorflow()
  return tf.add(mean, tf.mul(tf.exp(logWidth), noise))
}

/** KL(posterior || N(0, 1)) of each latent of each patch, [batch, latents], in nats: (mean^2 + width^2 - 1) / 2 - logWidth. */
export function klDivergence({ mean, logWidth }: Posterior): Tensor2D {
  const { tf } = tensorflow()
  const twice = tf.mul(logWidth, 2)
  return tf.mul(tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(twice)), 1), twice), 0.5)
}

/** The two terms of each patch's negative ELBO (Eq. 9), with one latent sample per patch. */
export interface ElboTerms {
  /** [batch] */
  reconstruction: Tensor1D
  /** [batch] */
  kl: Tensor1D
  /** `kl` per latent, [batch, latents]. */
  latentKl: Tensor2D
}

/**
 * patches: [batch, size, size, channels]; noise: [batch, latents], standard normal; masks: [batch, size, size, 1] as for
 * `reconstructionTerm`, and `noiseMaps`, the standard deviations of the patches' own noise.
 */
export function elboTerms(
  patches: Tensor4D,
  noise: Tensor2D,
  weights: WeightTensors,
  config: ModelConfig,
  mode: Mode,
  masks: Tensor4D | null = null,
  noiseMaps: Tensor4D | null = null,
): ElboTerms {
  const { tf } = tensorflow()
  const posterior = encode(patches, weights, config, mode)
  const decoded = decode(reparameterise(posterior, noise), weights, config, mode)
  const logWidth = likelihoodLogWidth(config.likelihoodWidth, weights)
  const reconstruction = reconstructionTerm(patches, decoded, logWidth, masks, noiseMaps)
  const latentKl = klDivergence(posterior)
  return { reconstruction, kl: tf.sum(latentKl, 1), latentKl }
}

/**
 * The training objective, a scalar: the mean reconstruction term plus `klWeight` times the KL term (beta of Higgins et
 * al. 2017). With `freeBits` above 0, a latent whose mean KL over the batch is below it counts as `freeBits`, so that
 * nothing pushes it lower (Kingma et al. 2016, Eq. 15).
 */
export function trainingLoss({ reconstruction, kl, latentKl }: ElboTerms, klWeight: Scalar, freeBits: number): Scalar {
  const { tf } = tensorflow()
  const divergence = freeBits === 0 ? tf.mean(kl) : tf.sum(tf.maximum(tf.mean(latentKl, 0), freeBits))
  return tf.add(tf.mean(reconstruction), tf.mul(divergence, klWeight))
}
