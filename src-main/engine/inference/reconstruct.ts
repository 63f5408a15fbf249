import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { decode, encode, foldedDecoder } from '../model/model.ts'
import { Graph } from '../runtime/graph.ts'
import { keyShape, randomKey, randomNormal } from '../runtime/random-numbers.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { PictureMoments } from './picture-moments.ts'
import { weightsOf, type TrainedModel } from './trained-model.ts'

// First key, after the seed, of the random stream for posterior samples.
const purpose = 7

/** Maximum number of samples decoded in one TensorFlow call. */
const mostAtOnce = 20

export interface Reconstruction {
  /** Mean of the decoded samples (Eq. 10) and their standard deviation, float32 [size, size, channels], standardised. */
  patch: Float32Array
  deviation: Float32Array
  /** Posterior mean and ln of its width, float32 [latents]. */
  mean: Float32Array
  logWidth: Float32Array
}

/** Reconstructs patches with a trained model. Release it with `free`. */
export interface Reconstructor {
  /**
   * @param patch float32 [size, size, channels], standardised
   * @param index number of the patch; with the seed, it fixes the samples drawn for it
   */
  reconstruct(patch: Float32Array, seed: number, index: number): Reconstruction
  free(): void
}

/**
 * Compiles Eq. 10: the mean of decoded posterior samples of a patch, drawn and summed inside TensorFlow.
 * @param samples per patch; the paper takes 100
 * @throws EngineError 'graph'
 */
export function compileReconstructor({ config, weights }: TrainedModel, samples: number): Reconstructor {
  const { tf } = tensorflow()
  const { size, channels, latentDimension } = config
  const inference = { kind: 'inference' } as const
  const atOnce = Math.min(samples, mostAtOnce)
  const halves = { ...weightsOf('encoder', weights), ...foldedDecoder(weightsOf('decoder', weights), config) }
  const graph = new Graph(halves, 'constants')
  const encodePatch = graph.add(
    'encode',
    ({ patch }, tensors) => ({ ...encode(patch as Tensor4D, tensors, config, inference) }),
    { patch: [1, size, size, channels] },
  )
  // Mean and sum of squared deviations of one call's samples; surplus samples in the last call have no weight.
  const drawSamples = graph.add(
    'draw',
    ({ mean, logWidth, key, weight }, tensors) => {
      const noise = randomNormal([atOnce, latentDimension], key)
      const z = tf.add(mean, tf.mul(tf.exp(logWidth), noise)) as Tensor2D
      const decoded = decode(z, tensors, config, inference)
      const centre = tf.div(tf.sum(tf.mul(decoded, weight), 0, true), tf.sum(weight))
      return { centre, squares: tf.sum(tf.mul(tf.squaredDifference(decoded, centre), weight), 0) }
    },
    { mean: [1, latentDimension], logWidth: [1, latentDimension], key: keyShape, weight: [atOnce, 1, 1, 1] },
  )
  const session = graph.load()

  return {
    reconstruct(patch, seed, index) {
      const { mean, logWidth } = session.run(encodePatch, { patch })
      const moments = new PictureMoments(size ** 2 * channels)
      for (let done = 0; done < samples; done += atOnce) {
        const count = Math.min(atOnce, samples - done)
        const weight = new Float32Array(atOnce).fill(1, 0, count)
        const key = randomKey(seed, purpose, index, done)
        const { centre, squares } = session.run(drawSamples, { mean, logWidth, key, weight })
        moments.add(count, centre, squares)
      }
      return { patch: moments.mean(), deviation: moments.deviation(), mean, logWidth }
    },
    free: () => session.free(),
  }
}
