import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { decode, encode, foldedDecoder } from '../model/model.ts'
import { compile } from '../runtime/compile.ts'
import { weightsOf, type TrainedModel } from './trained-model.ts'

const inference = { kind: 'inference' } as const

/**
 * The encoder of a trained model for batches of one size: patches [batch, size, size, channels] -> posterior mean and
 * logWidth [batch, latents]. Release it with `free`.
 */
export const compileEncoder = ({ config, weights }: TrainedModel, batch: number) =>
  compile<'patches', 'mean' | 'logWidth'>(
    ({ patches }, tensors) => ({ ...encode(patches as Tensor4D, tensors, config, inference) }),
    {
      inputs: { patches: [batch, config.size, config.size, config.channels] },
      weights: weightsOf('encoder', weights),
      residence: 'constants',
    },
  )

/**
 * The decoder of a trained model: z [batch, latents] -> patches [batch, size, size, channels], standardised. Release it
 * with `free`.
 */
export const compileDecoder = ({ config, weights }: TrainedModel, batch: number) =>
  compile<'z', 'patches'>(({ z }, tensors) => ({ patches: decode(z as Tensor2D, tensors, config, inference) }), {
    inputs: { z: [batch, config.latentDimension] },
    weights: foldedDecoder(weightsOf('decoder', weights), config),
    residence: 'constants',
  })
