import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import type { Weights, WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

// Draws of a flow follow its weights closely, and those of single steps are noisy: a running mean of them is used
// (Polyak & Juditsky 1992; as in Ho et al. 2020).

const prefix = 'average/'

/** The running means, which begin at the weights themselves. */
const initialAverages = (weights: Weights): Weights =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [prefix + name, { shape, values: values.slice() }]),
  )

/** New values of the running means: decay x old + (1 - decay) x weight. decay: []. */
export function newAverages(weights: WeightTensors, names: readonly string[], decay: Tensor): Record<string, Tensor> {
  const { tf } = tensorflow()
  return Object.fromEntries(
    names.map((name) => {
      const old = weights[prefix + name]
      return [prefix + name, tf.add(weights[name], tf.mul(tf.sub(old, weights[name]), decay))]
    }),
  )
}

/** The running means under the names of the weights. */
export const averaged = <T>(weights: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(weights).flatMap(([name, one]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), one]] : [],
    ),
  )

/** Weights with running means, which begin at the weights unless they are given. */
export const withAverages = (weights: Weights): Weights =>
  Object.keys(averaged(weights)).length > 0 ? weights : { ...weights, ...initialAverages(weights) }
