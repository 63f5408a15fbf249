import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { nextUint32 } from '../../../src-shared/random/index.ts'
import { randomStream } from './random.ts'
import { tensorflow } from './tensorflow.ts'

/** Shape of a key input of a compiled function. */
export const keyShape = [2] as const

/**
 * The key of a stream identified by whole numbers such as (seed, purpose, epoch, step): two integers of 24 bits, which
 * float32, the type of all inputs of compiled functions, holds exactly.
 */
export function randomKey(...keys: readonly number[]): Float32Array {
  const state = randomStream(...keys)
  return Float32Array.of(nextUint32(state) >>> 8, nextUint32(state) >>> 8)
}

/**
 * Standard normal numbers, float32, drawn by TensorFlow inside the compiled function (StatelessRandomNormal: Philox
 * 4x32-10 of Salmon et al. 2011, Box & Muller). They depend only on key and shape, the same in every process. Not
 * differentiable.
 * @param key [2], from `randomKey`
 */
export const randomNormal = (shape: readonly number[], key: Tensor) => drawn('StatelessRandomNormal', shape, key)

/** Like `randomNormal`, uniform in 0 to 1 without 1. */
export const randomUniform = (shape: readonly number[], key: Tensor) => drawn('StatelessRandomUniform', shape, key)

function drawn(kernel: string, shape: readonly number[], key: Tensor): Tensor {
  const { tf, backend, binding } = tensorflow()
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value })
  return backend.executeSingleOutput(
    kernel,
    [type('dtype', binding.TF_FLOAT), type('T', binding.TF_INT32), type('Tseed', binding.TF_INT32)],
    [tf.tensor1d([...shape], 'int32'), tf.cast(key, 'int32')],
  )
}
