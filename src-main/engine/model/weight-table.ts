import { elements } from '../runtime/session.ts'

/** A weight's initializer, in Keras's terms. */
export type Initializer = 'glorot_uniform' | 'zeros' | 'ones'

/** A weight's name and layout as in Keras (Model.weights, in order). */
export interface WeightEntry {
  name: string
  shape: readonly number[]
  initializer: Initializer
  trainable: boolean
}

/** A layer's name, numbered as Keras numbers layers of one kind: without a number, then _1, _2, ... */
export const numbered = (layer: string, i: number) => (i === 0 ? layer : `${layer}_${i}`)

/** Weights of a convolution or dense layer. */
export const kernelAndBias = (layer: string, kernel: readonly number[], bias: number): WeightEntry[] => [
  { name: `${layer}/kernel`, shape: kernel, initializer: 'glorot_uniform', trainable: true },
  { name: `${layer}/bias`, shape: [bias], initializer: 'zeros', trainable: true },
]

/** A layer that begins as 0. */
export const silent = (entries: readonly WeightEntry[]): WeightEntry[] =>
  entries.map((entry) => ({ ...entry, initializer: 'zeros' }))

/** Weights of a batch normalisation. */
export const batchNormWeights = (layer: string, channels: number): WeightEntry[] => [
  { name: `${layer}/gamma`, shape: [channels], initializer: 'ones', trainable: true },
  { name: `${layer}/beta`, shape: [channels], initializer: 'zeros', trainable: true },
  { name: `${layer}/moving_mean`, shape: [channels], initializer: 'zeros', trainable: false },
  { name: `${layer}/moving_variance`, shape: [channels], initializer: 'ones', trainable: false },
]

/** Number of parameters in these weights; with `trainableOnly`, without the moving averages. */
export function parameterCount(entries: readonly WeightEntry[], trainableOnly = false): number {
  return entries.reduce((sum, each) => (trainableOnly && !each.trainable ? sum : sum + elements(each.shape)), 0)
}
