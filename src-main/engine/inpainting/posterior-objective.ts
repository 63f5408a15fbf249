import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { beamMatrix } from '../../../src-shared/sky/beam.ts'
import { decode, foldedDecoder } from '../model/model.ts'
import { weightsOf, type TrainedModel } from '../inference/trained-model.ts'
import { compileValueAndGradient } from '../runtime/compile.ts'
import type { Weight } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { seenThrough } from './beam.ts'

/**
 * Eq. 13 for several starts as one compiled call: values [starts] of z.z + |A g(z) - d|^2 / sigma^2, their gradients
 * [starts, latents] with respect to z, and chi2 [starts] (the second terms). A applies the Gaussian beam, if there is
 * one, and then the mask (1 = observed), so the data term sums over observed pixels. Inputs: z [starts, latents]; data
 * and mask [1, size, size, channels], shared by all starts; `sigma` and beam are fixed. Release it with `free`.
 * @param beam full width at half maximum in pixels
 */
export function compilePosteriorObjective(
  { config, weights }: TrainedModel,
  sigma: number,
  starts: number,
  beam?: number,
) {
  const { tf } = tensorflow()
  const { size } = config
  const picture = [1, size, size, config.channels]
  const fixed: Record<string, Weight> = { ...foldedDecoder(weightsOf('decoder', weights), config) }
  if (beam !== undefined) fixed.beam = { shape: [size, size], values: beamMatrix(size, beam) }
  return compileValueAndGradient<'z' | 'data' | 'mask', 'chi2'>(
    ({ z, data, mask }, tensors) => {
      const decoded = decode(z as Tensor2D, tensors, config, { kind: 'inference' })
      const seen = beam === undefined ? decoded : seenThrough(decoded, tensors.beam)
      const residual = tf.mul(mask, tf.sub(seen, data))
      const chi2 = tf.mul(tf.sum(tf.square(residual), [1, 2, 3]), 1 / sigma ** 2)
      return { value: tf.add(tf.sum(tf.square(z), 1), chi2), outputs: { chi2 } }
    },
    {
      inputs: { z: [starts, config.latentDimension], data: picture, mask: picture },
      weights: fixed,
      residence: 'constants',
      withRespectTo: 'z',
    },
  )
}
