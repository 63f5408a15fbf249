import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Given } from './conditions.ts'
import { velocity } from './velocity.ts'

/**
 * The loss of each patch: the squared error of the velocity at a point of the straight path from noise to data, x_t = t x
 * + (1 - t) n, whose velocity is x - n, averaged over its values (Lipman et al. 2023, arXiv:2210.02747, Eq. 23 with
 * sigma_min = 0).
 * @param data x, [batch, size, size, channels]
 * @param noise n, standard normal, as x
 * @param t [batch]
 * @param masks [batch, size, size, 1], 1 = good: the others don't count
 * @param given what the flow is conditioned on
 * @returns [batch]
 */
export function flowLoss(
  data: Tensor4D,
  noise: Tensor4D,
  t: Tensor1D,
  weights: WeightTensors,
  config: ModelConfig,
  masks: Tensor4D | null = null,
  given: Given = {},
): Tensor1D {
  const { tf } = tensorflow()
  const at = t.reshape<Tensor4D>([-1, 1, 1, 1])
  const point = tf.add(tf.mul(at, data), tf.mul(tf.sub(1, at), noise)) as Tensor4D
  const squares = tf.squaredDifference(velocity(point, t, weights, config, given), tf.sub(data, noise))
  if (!masks) return tf.mean(squares, [1, 2, 3])
  // A patch without good pixels costs nothing.
  const good = tf.maximum(tf.mul(tf.sum(masks, [1, 2, 3]), config.channels), 1)
  return tf.div(tf.sum(tf.mul(squares, masks), [1, 2, 3]), good)
}

/**
 * Times of a batch: a `startShare` of them 0, the others uniform in 0 to 1, one in each of as many equal parts, so that
 * a batch sees all of the path.
 * @param uniform [batch], uniform in 0 to 1
 */
export function flowTimes(uniform: Tensor1D, startShare: number): Tensor1D {
  const { tf } = tensorflow()
  const [batch] = uniform.shape
  const parts = tf.div(tf.add(tf.range(0, batch), uniform), batch) as Tensor1D
  if (startShare === 1) return tf.zerosLike(parts)
  return tf.relu(tf.div(tf.sub(parts, startShare), 1 - startShare))
}
