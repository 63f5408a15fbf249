import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { tensorflow } from '../../runtime/tensorflow.ts'

/** Lets matrices work on the two sides of every channel: patches [batch, size, size, channels] as [batch, channels, size, size]. */
export function onPlanes(patches: Tensor4D, work: (planes: Tensor4D) => Tensor): Tensor4D {
  const { tf } = tensorflow()
  const [batch, size, , channels] = patches.shape
  // One channel needs no other order of its values.
  if (channels === 1) return work(patches.reshape([batch, 1, size, size])).reshape(patches.shape)
  return tf.transpose(work(tf.transpose(patches, [0, 3, 1, 2])) as Tensor4D, [0, 2, 3, 1])
}

/**
 * M X M' of every plane X [batch, channels, size, size]. The planes of a channel are set side by side, as if they were one
 * matrix: oneDNN's product of a batch with a matrix that is the same for all of it writes beyond its memory (TensorFlow 2.21).
 * @param matrix M [1, 1 or channels, size, size]
 */
export function alongBothSides(matrix: Tensor, planes: Tensor4D, transposed = false): Tensor4D {
  const { tf } = tensorflow()
  const [, own, size] = matrix.shape as [number, number, number, number]
  // One matrix for all channels: they are like more of the batch.
  const [batch, channels] = own === 1 ? [planes.shape[0] * planes.shape[1], 1] : planes.shape
  const m = matrix.reshape([own, size, size])
  const sideBySide = tf.transpose(planes.reshape([batch, channels, size, size]), [1, 2, 0, 3])
  const left = tf.matMul(m, sideBySide.reshape([channels, size, batch * size]), transposed, false)
  const below = tf.transpose(left.reshape([channels, size, batch, size]), [0, 2, 1, 3])
  const both = tf.matMul(below.reshape([channels, batch * size, size]), m, false, !transposed)
  return tf.transpose(both.reshape([channels, batch, size, size]), [1, 0, 2, 3]).reshape(planes.shape) as Tensor4D
}
