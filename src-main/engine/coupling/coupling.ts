import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { activations } from '../model/activation.ts'
import { dense } from '../model/layers.ts'
import { kernelAndBias, silent, type WeightEntry } from '../model/weight-table.ts'
import type { WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

// Affine coupling layers (Real NVP: Dinh, Sohl-Dickstein & Bengio 2017, arXiv:1605.08803): each keeps some values of a
// vector, and scales and shifts the others by what a small network makes of the kept ones.

/** Most that a layer's logarithm of a scale can be. */
const mostScale = 2

type CouplingConfig = Pick<ModelConfig, 'blocks' | 'denseWidth' | 'latentDimension' | 'activation'>

const names = (layer: number) => ['', '_1', '_2'].map((number) => `coupling/layer_${layer}/dense${number}`)

/** All weights; names begin with `coupling/`. A layer begins as the identity. */
export const couplingWeights = ({ blocks, denseWidth, latentDimension }: CouplingConfig): WeightEntry[] =>
  Array.from({ length: blocks }, (_, layer) => names(layer)).flatMap(([first, second, last]) => [
    ...kernelAndBias(first, [latentDimension, denseWidth], denseWidth),
    ...kernelAndBias(second, [denseWidth, denseWidth], denseWidth),
    ...silent(kernelAndBias(last, [denseWidth, 2 * latentDimension], 2 * latentDimension)),
  ])

/**
 * Whether a layer keeps each value, 1 or 0: those whose number has a 0 at one binary digit, and in the next layer those
 * with a 1 there; then the same at another digit.
 */
export function keptBy(layer: number, length: number): Float32Array {
  const digits = Math.max(1, Math.ceil(Math.log2(length)))
  const digit = Math.floor(layer / 2) % digits
  return Float32Array.from({ length }, (_, i) => (((i >> digit) & 1) === layer % 2 ? 1 : 0))
}

/** What a layer does to the values that it does not keep: ln of their scale, and their shift; 0 for those it keeps. */
function change(x: Tensor2D, layer: number, weights: WeightTensors, { activation, latentDimension }: CouplingConfig) {
  const { tf } = tensorflow()
  const kept = tf.tensor2d(keptBy(layer, latentDimension), [1, latentDimension])
  const [first, second, last] = names(layer)
  const active = activations[activation]
  const inner = active(dense(active(dense(tf.mul(x, kept), weights, first)), weights, second))
  const [scale, shift] = tf.split(dense(inner, weights, last), 2, 1)
  const changed = tf.sub(1, kept)
  const bounded = tf.mul(activations.tanh(tf.div(scale, mostScale)), mostScale)
  return { logScale: tf.mul(bounded, changed), shift: tf.mul(shift, changed) }
}

/**
 * From latents to noise, with ln of the determinant of the map, [batch].
 * @param latents [batch, latents]
 */
export function toNoise(latents: Tensor2D, weights: WeightTensors, config: CouplingConfig) {
  const { tf } = tensorflow()
  let noise = latents
  let logDeterminant = tf.zeros([latents.shape[0]])
  for (let layer = 0; layer < config.blocks; layer++) {
    const { logScale, shift } = change(noise, layer, weights, config)
    noise = tf.add(tf.mul(noise, tf.exp(logScale)), shift)
    logDeterminant = tf.add(logDeterminant, tf.sum(logScale, 1))
  }
  return { noise, logDeterminant }
}

/** The inverse of `toNoise`: as many evaluations of the networks. */
export function fromNoise(noise: Tensor2D, weights: WeightTensors, config: CouplingConfig): Tensor2D {
  const { tf } = tensorflow()
  let latents = noise
  for (let layer = config.blocks - 1; layer >= 0; layer--) {
    const { logScale, shift } = change(latents, layer, weights, config)
    latents = tf.mul(tf.sub(latents, shift), tf.exp(tf.neg(logScale)))
  }
  return latents
}
