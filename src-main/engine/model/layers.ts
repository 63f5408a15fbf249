import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { batchNormInference, batchNormTraining, biasAdd } from './kernels.ts'

/**
 * Batch normalisation in training, with batch statistics and new moving averages collected, or in inference, with the
 * moving averages.
 */
export type Mode = { kind: 'training'; momentum: number; updates: Record<string, Tensor> } | { kind: 'inference' }

/** Convolution without activation, "same" padding. x: [batch, rows, columns, in] -> 1 / `stride` of the size. */
export function convolution(x: Tensor4D, weights: WeightTensors, layer: string, stride: number): Tensor4D {
  const { tf } = tensorflow()
  return biasAdd(tf.conv2d(x, weights[`${layer}/kernel`] as Tensor4D, stride, 'same'), weights[`${layer}/bias`])
}

/**
 * Transposed convolution without activation, "same" padding. x: [batch, rows, columns, in] -> `stride` times the size.
 * The bias is one number per channel or an image [1, rows, columns, out].
 */
export function transposedConvolution(x: Tensor4D, weights: WeightTensors, layer: string, stride: number): Tensor4D {
  const { tf } = tensorflow()
  const kernel = weights[`${layer}/kernel`] as Tensor4D
  const [batch, rows, columns] = x.shape
  const shape: [number, number, number, number] = [batch, rows * stride, columns * stride, kernel.shape[2]]
  const y = tf.conv2dTranspose(x, kernel, shape, stride, 'same')
  const bias = weights[`${layer}/bias`]
  return bias.rank === 1 ? biasAdd(y, bias) : tf.add(y, bias)
}

/** x: [batch, in] -> [batch, out], without activation. */
export function dense(x: Tensor2D, weights: WeightTensors, layer: string): Tensor2D {
  const { tf } = tensorflow()
  return biasAdd(tf.matMul(x, weights[`${layer}/kernel`] as Tensor2D), weights[`${layer}/bias`])
}

/**
 * Batch normalisation like Keras's layer; moving averages m <- momentum m + (1 - momentum) batch statistic. Returns x
 * unchanged if the weights hold no such layer because it was folded into a neighbour.
 */
export function batchNorm(x: Tensor4D, weights: WeightTensors, layer: string, mode: Mode): Tensor4D {
  const { tf } = tensorflow()
  if (!(`${layer}/gamma` in weights)) return x
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
    (name) => weights[`${layer}/${name}`],
  )
  if (mode.kind === 'inference') return batchNormInference(x, gamma, beta, mean, variance)
  const batch = batchNormTraining(x, gamma, beta)
  const average = (old: Tensor, now: Tensor) => tf.add(tf.mul(old, mode.momentum), tf.mul(now, 1 - mode.momentum))
  mode.updates[`${layer}/moving_mean`] = average(mean, batch.mean)
  mode.updates[`${layer}/moving_variance`] = average(variance, batch.variance)
  return batch.y
}
