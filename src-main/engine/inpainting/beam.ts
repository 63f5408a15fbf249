import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { tensorflow } from '../runtime/tensorflow.ts'

/**
 * Convolves patches with a beam, differentiably.
 * @param patches [batch, size, size, channels]
 * @param matrix the beam along one axis, [size, size] (sky/beam.ts)
 */
export function seenThrough(patches: Tensor4D, matrix: Tensor): Tensor4D {
  const { tf } = tensorflow()
  const [batch, size, , channels] = patches.shape
  const alongRows = (x: Tensor4D) => {
    const flat = tf.matMul(matrix.reshape([1, size, size]), x.reshape([batch, size, size * channels]))
    return tf.transpose(flat.reshape<Tensor4D>([batch, size, size, channels]), [0, 2, 1, 3])
  }
  return alongRows(alongRows(patches))
}
