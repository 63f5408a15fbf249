import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { decode, foldedDecoder } from '../model/model.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { compileValueAndGradient } from '../runtime/compile.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

/**
 * Eq. 13 for several starts as one compiled call: values [starts] of z.z + |A g(z) - d|^2 / sigma^2, their gradients
 * [starts, latents] by z, and chi2 [starts] (the second terms). A is a mask (1 = observed), so that the data term sums
 * over observed pixels. Inputs: z [starts, latents]; data and mask [1, size, size, channels], the same for every start;
 * `sigma` is fixed. Ends with `free`.
 */
export function compilePosteriorObjective({ config, weights }: TrainedModel, sigma: number, starts: number) {
  const { tf } = tensorflow()
  const picture = [1, config.size, config.size, config.channels]
  return compileValueAndGradient<'z' | 'data' | 'mask', 'chi2'>(
    ({ z, data, mask }, tensors) => {
      const decoded = decode(z as Tensor2D, tensors, config, { kind: 'inference' })
      const residual = tf.mul(mask, tf.sub(decoded, data))
      const chi2 = tf.mul(tf.sum(tf.square(residual), [1, 2, 3]), 1 / sigma ** 2)
      return { value: tf.add(tf.sum(tf.square(z), 1), chi2), outputs: { chi2 } }
    },
    {
      inputs: { z: [starts, config.latentDimension], data: picture, mask: picture },
      weights: foldedDecoder(weightsOf('decoder', weights), config),
      residence: 'constants',
      withRespectTo: 'z',
    },
  )
}
