import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Weight } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'

/**
 * The noise of data in standardised units: the standard deviation of all, or of each value, [size, size, channels] (not read
 * in the hole); or for each channel a matrix that makes its noise white (noise-whitening.ts), [channels, size², size²].
 */
export type DataNoise = number | { deviation: Float32Array } | { whitening: Float32Array }

/**
 * Makes the noise of residuals [batch, size, size, channels], 0 in the hole, white with variance 1, so that their sum of
 * squares is residual' N^-1 residual.
 */
export function whitener(noise: DataNoise, [size, channels]: [size: number, channels: number]) {
  const { tf } = tensorflow()
  const constant = constantOf(noise, size, channels)
  return {
    constants: (constant ? { 'noise/whitening': constant } : {}) as Record<string, Weight>,
    apply(residual: Tensor4D, tensors: Record<string, Tensor>): Tensor {
      if (typeof noise === 'number') return tf.mul(residual, 1 / noise)
      if ('deviation' in noise) return tf.mul(residual, tensors['noise/whitening'])
      const whitening = tensors['noise/whitening']
      const rows = residual.shape[0]
      if (channels === 1) {
        return tf.matMul(residual.reshape([rows, size ** 2]), whitening.reshape([size ** 2, size ** 2]), false, true)
      }
      const planes = tf.transpose(residual.reshape([rows, size ** 2, channels]), [2, 0, 1])
      return tf.transpose(tf.matMul(planes, whitening, false, true), [1, 2, 0])
    },
  }
}

function constantOf(noise: DataNoise, size: number, channels: number): Weight | null {
  if (typeof noise === 'number') return null
  if ('whitening' in noise) return { shape: [channels, size ** 2, size ** 2], values: noise.whitening }
  return { shape: [1, size, size, channels], values: noise.deviation.map(inverseOrNone) }
}

/** In a hole there may be no standard deviation. */
const inverseOrNone = (deviation: number) => (deviation > 0 && Number.isFinite(deviation) ? 1 / deviation : 0)

/** The same of one residual, outside the graph. @param residual [size, size, channels], 0 in the hole */
export function whitened(noise: DataNoise, residual: Float32Array): Float32Array {
  if (typeof noise === 'number') return residual.map((value) => value / noise)
  if ('deviation' in noise) return residual.map((value, i) => value * inverseOrNone(noise.deviation[i]))
  const { whitening } = noise
  const channels = residual.length ** 2 / whitening.length
  const pixels = residual.length / channels
  return residual.map((_, at) => {
    const [i, channel] = [Math.floor(at / channels), at % channels]
    const row = (channel * pixels + i) * pixels
    let sum = 0
    for (let j = 0; j <= i; j++) sum += whitening[row + j] * residual[j * channels + channel]
    return sum
  })
}
