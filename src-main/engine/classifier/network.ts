import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { activations } from '../model/activation.ts'
import { batchNorm, convolution, dense, type Mode } from '../model/layers.ts'
import { batchNormWeights, kernelAndBias, type WeightEntry } from '../model/weight-table.ts'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

/** Channels of the convolutions, each of which halves the picture, from the first on. */
const channels = [16, 32, 64, 64, 64]

/** The convolutions for a size: down to about 8 pixels, so that the last ones see structures as wide as the patch. */
export const depthFor = (size: number) => Math.min(channels.length, Math.max(2, Math.round(Math.log2(size)) - 3))

const convolutionOf = (i: number) => `classifier/conv_${i}`
const normalisationOf = (i: number) => `classifier/norm_${i}`

/** Weights of the classifier for patches of this size. */
export function classifierWeights(size: number): WeightEntry[] {
  const layers = channels.slice(0, depthFor(size))
  return [
    ...layers.flatMap((out, i) => [
      ...kernelAndBias(convolutionOf(i), [3, 3, i === 0 ? 1 : layers[i - 1], out], out),
      ...batchNormWeights(normalisationOf(i), out),
    ]),
    ...kernelAndBias('classifier/dense', [layers[layers.length - 1], 1], 1),
  ]
}

/**
 * A small convolutional network, whose last features are averaged over the patch, as the place of a feature tells
 * nothing. patches: [batch, size, size, 1] -> log odds of the second set, [batch].
 */
export function logOdds(patches: Tensor4D, weights: WeightTensors, mode: Mode): Tensor {
  const { tf } = tensorflow()
  let x = patches
  for (let i = 0; i < depthFor(patches.shape[1]); i++) {
    x = activations.relu(batchNorm(convolution(x, weights, convolutionOf(i), 2), weights, normalisationOf(i), mode))
  }
  const features = tf.mean(x, [1, 2]) as Tensor2D
  return dense(features, weights, 'classifier/dense').reshape([patches.shape[0]])
}

/** Mean over the batch of the cross entropy, -log p(label): softplus of the log odds minus label times log odds. */
export function crossEntropy(odds: Tensor, labels: Tensor): Tensor {
  const { tf } = tensorflow()
  const softplus = tf.add(tf.relu(odds), tf.log1p(tf.exp(tf.neg(tf.abs(odds)))))
  return tf.mean(tf.sub(softplus, tf.mul(labels, odds)))
}
