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

/** M X M' of every plane X. @param matrix M [1, 1 or channels, size, size] */
export function alongBothSides(matrix: Tensor, planes: Tensor, transposed = false): Tensor {
  const { tf } = tensorflow()
  return tf.matMul(tf.matMul(matrix, planes, transposed, false), matrix, false, !transposed)
}
