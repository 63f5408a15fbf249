import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Posterior } from './architectures/architecture.ts'
import type { ModelConfig } from './configuration.ts'
import type { Mode } from './layers.ts'
import { likelihoodLogWidth, reconstructionTerm } from './likelihood.ts'
import { decode, encode } from './model.ts'

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

/** The two parts of the negative ELBO of each patch (Eq. 9), with one latent sample for each. Both [batch]. */
export interface ElboTerms {
  reconstruction: Tensor1D
  kl: Tensor1D
}

/** patches: [batch, size, size, channels]; noise: [batch, latents], standard normal. */
export function elboTerms(
  patches: Tensor4D,
  noise: Tensor2D,
  weights: WeightTensors,
  config: ModelConfig,
  mode: Mode,
): ElboTerms {
  const posterior = encode(patches, weights, config, mode)
  const decoded = decode(reparameterise(posterior, noise), weights, config, mode)
  const reconstruction = reconstructionTerm(patches, decoded, likelihoodLogWidth(config.likelihoodWidth, weights))
  return { reconstruction, kl: klDivergence(posterior) }
}
