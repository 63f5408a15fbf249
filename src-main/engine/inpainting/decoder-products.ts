import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { decode, foldedDecoder } from '../model/model.ts'
import { compile } from '../runtime/compile.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { blurOperator } from './operators/blur.ts'

/**
 * Products B J v of directions v of latents with the derivative J of the decoder at z, seen through B, a beam and a pixel
 * window if there are any: z and direction [batch, latents] -> product [batch, size, size, channels]. They are exact and cost two decodings: the
 * derivative with respect to u of v . J' B' u, which is linear in u. Release it with `free`.
 * @param blurs what each channel is seen through; none if all are seen directly
 */
export function compileDecoderProducts(
  { config, weights }: TrainedModel,
  batch: number,
  blurs: readonly (Blur | null)[] = [],
) {
  const { tf } = tensorflow()
  const { size, channels, latentDimension } = config
  const blurred = blurOperator(blurs, size)
  return compile<'z' | 'direction', 'product'>(
    ({ z, direction }, tensors) => {
      const along = (u: Tensor) => {
        const pulledBack = tf.grad((latents: Tensor) => {
          const decoded = decode(latents as Tensor2D, tensors, config, { kind: 'inference' })
          return tf.sum(tf.mul(decoded, blurred.adjoint(u as Tensor4D, tensors)))
        })
        return tf.sum(tf.mul(pulledBack(z), direction))
      }
      return { product: tf.grad(along)(tf.zeros([batch, size, size, channels])) }
    },
    {
      inputs: { z: [batch, latentDimension], direction: [batch, latentDimension] },
      weights: { ...foldedDecoder(weightsOf('decoder', weights), config), ...blurred.constants },
      residence: 'constants',
    },
  )
}
