import type { Scalar, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { bounded } from './kernels.ts'
import type { WeightEntry } from './weight-table.ts'

const logWidthName = 'likelihood/log_width'

// The weight times this is ln(width): Adam's steps have the same size for all weights, and ln(width) must move by 2.3
// to reach a width of 0.1.
const logWidthScale = 10

/** Bounds of ln of a learned width, far from float32 overflow. */
const logWidthBounds = [-10, 10] as const

/** The weight added to a model by a learned width; the width starts at 1. */
export const widthWeights = ({ likelihoodWidth }: Pick<ModelConfig, 'likelihoodWidth'>): WeightEntry[] =>
  likelihoodWidth === 'learned' ? [{ name: logWidthName, shape: [], initializer: 'zeros', trainable: true }] : []

/** ln of the Gaussian likelihood's width, bounded if learned; null for the sum of squares. */
export function likelihoodLogWidth(width: ModelConfig['likelihoodWidth'], weights: WeightTensors): Scalar | null {
  const { tf } = tensorflow()
  if (width === null) return null
  if (width !== 'learned') return tf.scalar(Math.log(width))
  return bounded(tf.mul(weights[logWidthName], logWidthScale), ...logWidthBounds) as Scalar
}

/**
 * Negative log-likelihood of each patch, [batch]. With a width: that of the normal distribution, in nats, constants
 * included. Without: the plain sum of squares, the paper's normalisation (a width of sqrt(1/2), up to a constant).
 *
 * With a mask, the sum is over good pixels only and not scaled up: the others carry no information, and a patch with
 * fewer good pixels constrains its latents less, against the same prior.
 *
 * With noise maps, what is decoded is the sky beneath the noise, and each value x_i has a variance of its own, that of its
 * noise n_i and of what the decoder leaves out (its width sigma):
 *   -ln p(x | z) = sum_i [(x_i - g_i(z))^2 / v_i + ln(2 pi v_i)] / 2,  v_i = n_i^2 + sigma^2.
 * Values that are all noise hardly count, so that latents are not spent on them. Without a width sigma^2 is 1/2, and the
 * constant ln(pi) / 2 of each value is left out, so that noise of 0 gives the sum of squares.
 * @param masks [batch, size, size, 1], 1 = good, 0 = not, where the patches must still be finite; null if all are good
 * @param noise standard deviation of the noise of each value, as the patches; null if nothing is known of it
 */
export function reconstructionTerm(
  patches: Tensor4D,
  decoded: Tensor4D,
  logWidth: Scalar | null,
  masks: Tensor4D | null = null,
  noise: Tensor4D | null = null,
): Tensor1D {
  const { tf } = tensorflow()
  const residuals = tf.squaredDifference(patches, decoded)
  if (noise) {
    const own = logWidth === null ? 1 / 2 : tf.exp(tf.mul(logWidth, 2))
    const constant = Math.log(logWidth === null ? 2 : 2 * Math.PI)
    const variance = tf.add(tf.square(noise), own)
    const terms = tf.mul(tf.add(tf.add(tf.div(residuals, variance), tf.log(variance)), constant), 0.5)
    return tf.sum(masks ? tf.mul(terms, masks) : terms, [1, 2, 3])
  }
  const squares = tf.sum(masks ? tf.mul(residuals, masks) : residuals, [1, 2, 3]) as Tensor1D
  if (logWidth === null) return squares
  const pixels = masks ? tf.mul(tf.sum(masks, [1, 2, 3]), patches.shape[3]) : patches.size / patches.shape[0]
  const precision = tf.exp(tf.mul(logWidth, -2))
  const constant = tf.mul(tf.add(logWidth, Math.log(2 * Math.PI) / 2), pixels)
  return tf.add(tf.mul(tf.mul(squares, 0.5), precision), constant)
}
