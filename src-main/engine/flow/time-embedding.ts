import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-node-gpu'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { activations } from '../model/activation.ts'
import { dense } from '../model/layers.ts'
import { kernelAndBias, type WeightEntry } from '../model/weight-table.ts'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { embedConditions, type Given } from './conditions.ts'

/** Waves of the time features, in turns between noise and data. */
const frequencies = 16
const [lowest, highest] = [0.5, 64]

const layers = ['velocity/time', 'velocity/time_1'] as const

export const timeWeights = ({ embedding }: Pick<ModelConfig, 'embedding'>): WeightEntry[] => [
  ...kernelAndBias(layers[0], [2 * frequencies, embedding], embedding),
  ...kernelAndBias(layers[1], [embedding, embedding], embedding),
]

/**
 * What every block is told of time: sines and cosines of t at many frequencies (Vaswani et al. 2017, Sec. 3.5), through
 * two dense layers; and of the conditions. t: [batch], 0 to 1 -> [batch, embedding].
 */
export function embedTime(
  t: Tensor1D,
  weights: WeightTensors,
  config: Pick<ModelConfig, 'activation'>,
  { conditions }: Given = {},
): Tensor2D {
  const { tf } = tensorflow()
  const activation = activations[config.activation]
  const rates = Array.from(
    { length: frequencies },
    (_, i) => 2 * Math.PI * lowest * (highest / lowest) ** (i / (frequencies - 1)),
  )
  const phases = tf.mul(t.reshape([-1, 1]), tf.tensor2d(rates, [1, frequencies]))
  const features = tf.concat([tf.sin(phases), tf.cos(phases)], 1) as Tensor2D
  const time = dense(activation(dense(features, weights, layers[0])), weights, layers[1])
  return activation(conditions ? tf.add(time, embedConditions(conditions, weights, config)) : time)
}
