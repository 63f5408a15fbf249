import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { decode, foldedDecoder } from '../model/model.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { compileValueAndGradient } from '../runtime/compile.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { blurOperator } from './operators/blur.ts'
import { inOrder } from './operators/graph-operator.ts'
import { maskOperator } from './operators/mask.ts'
import { whitener, type DataNoise } from './operators/whiten.ts'

/**
 * Eq. 13 for several starts as one compiled call: values [starts] of z.z + (A g(z) - d)' N^-1 (A g(z) - d), their gradients
 * [starts, latents] with respect to z, and chi2 [starts] (the second terms). A is what the patch is seen through,
 * beam and then pixel window, and then the mask (1 = observed), so the data term sums over observed pixels. Inputs:
 * z [starts, latents]; data and mask [1, size, size, channels], shared by all starts; the noise and the blur
 * are fixed. Release it with `free`.
 * @param blurs what each channel is seen through; none if all are seen directly
 */
export function compilePosteriorObjective(
  { config, weights }: TrainedModel,
  noise: DataNoise,
  starts: number,
  blurs: readonly (Blur | null)[] = [],
) {
  const { tf } = tensorflow()
  const { size } = config
  const picture = [1, size, size, config.channels]
  const whiten = whitener(noise, [size, config.channels])
  const observe = inOrder(blurOperator(blurs, size), maskOperator())
  return compileValueAndGradient<'z' | 'data' | 'mask', 'chi2'>(
    ({ z, data, mask }, constants) => {
      const tensors = { ...constants, mask }
      const decoded = decode(z as Tensor2D, tensors, config, { kind: 'inference' })
      const residual = tf.sub(observe.apply(decoded, tensors), tf.mul(mask, data))
      const white = whiten.apply(residual as Tensor4D, tensors)
      const chi2 = tf.sum(tf.square(white.reshape([starts, -1])), 1)
      return { value: tf.add(tf.sum(tf.square(z), 1), chi2), outputs: { chi2 } }
    },
    {
      inputs: { z: [starts, config.latentDimension], data: picture, mask: picture },
      weights: { ...foldedDecoder(weightsOf('decoder', weights), config), ...observe.constants, ...whiten.constants },
      residence: 'constants',
      withRespectTo: 'z',
    },
  )
}
