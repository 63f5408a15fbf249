import type { Tensor, Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { beamMatrix } from '../../../src-shared/sky/beam.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { decode, foldedDecoder } from '../model/model.ts'
import { compile } from '../runtime/compile.ts'
import type { Weight } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { seenThrough } from './beam.ts'

/**
 * Products B J v of directions v of latents with the derivative J of the decoder at z, through the beam B if there is one:
 * z and direction [batch, latents] -> product [batch, size, size, channels]. They are exact and cost two decodings: the
 * derivative with respect to u of v . J' B' u, which is linear in u. Release it with `free`.
 * @param beam full width at half maximum in pixels
 */
export function compileDecoderProducts({ config, weights }: TrainedModel, batch: number, beam?: number) {
  const { tf } = tensorflow()
  const { size, channels, latentDimension } = config
  const fixed: Record<string, Weight> = { ...foldedDecoder(weightsOf('decoder', weights), config) }
  if (beam !== undefined) fixed.beam = { shape: [size, size], values: beamMatrix(size, beam) }
  return compile<'z' | 'direction', 'product'>(
    ({ z, direction }, tensors) => {
      const along = (u: Tensor) => {
        const pulledBack = tf.grad((latents: Tensor) => {
          const decoded = decode(latents as Tensor2D, tensors, config, { kind: 'inference' })
          return tf.sum(tf.mul(beam === undefined ? decoded : seenThrough(decoded, tensors.beam), u))
        })
        return tf.sum(tf.mul(pulledBack(z), direction))
      }
      return { product: tf.grad(along)(tf.zeros([batch, size, size, channels])) }
    },
    {
      inputs: { z: [batch, latentDimension], direction: [batch, latentDimension] },
      weights: fixed,
      residence: 'constants',
    },
  )
}
