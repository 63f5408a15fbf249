import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { decode, foldedDecoder } from '../model/model.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { compileValueAndGradient } from '../runtime/compile.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { blurOperator } from './operators/blur.ts'
import { inOrder } from './operators/graph-operator.ts'
import { maskOperator } from './operators/mask.ts'

/**
 * Eq. 13 for several starts as one compiled call: values [starts] of z.z + |A g(z) - d|^2 / sigma^2, their gradients
 * [starts, latents] with respect to z, and chi2 [starts] (the second terms). A is what the patch is seen through,
 * beam and then pixel window, and then the mask (1 = observed), so the data term sums over observed pixels. Inputs:
 * z [starts, latents]; data and mask [1, size, size, channels], shared by all starts; `sigma` and the blur
 * are fixed. Release it with `free`.
 * @param blurs what each channel is seen through; none if all are seen directly
 */
export function compilePosteriorObjective(
  { config, weights }: TrainedModel,
  sigma: number,
  starts: number,
  blurs: readonly (Blur | null)[] = [],
) {
  const { tf } = tensorflow()
  const { size } = config
  const picture = [1, size, size, config.channels]
  const observe = inOrder(blurOperator(blurs, size), maskOperator())
  return compileValueAndGradient<'z' | 'data' | 'mask', 'chi2'>(
    ({ z, data, mask }, constants) => {
      const tensors = { ...constants, mask }
      const decoded = decode(z as Tensor2D, tensors, config, { kind: 'inference' })
      const residual = tf.sub(observe.apply(decoded, tensors), tf.mul(mask, data))
      const chi2 = tf.mul(tf.sum(tf.square(residual), [1, 2, 3]), 1 / sigma ** 2)
      return { value: tf.add(tf.sum(tf.square(z), 1), chi2), outputs: { chi2 } }
    },
    {
      inputs: { z: [starts, config.latentDimension], data: picture, mask: picture },
      weights: { ...foldedDecoder(weightsOf('decoder', weights), config), ...observe.constants },
      residence: 'constants',
      withRespectTo: 'z',
    },
  )
}
