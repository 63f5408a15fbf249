import { elements } from '../runtime/session.ts'
import { decoderStartChannels, type ModelConfig } from './configuration.ts'

/** How a weight starts, in Keras's words. */
export type Initializer = 'glorot_uniform' | 'zeros' | 'ones'

/** A weight's name and layout as in Keras (Model.weights, in order). */
export interface WeightEntry {
  name: string
  shape: readonly number[]
  initializer: Initializer
  trainable: boolean
}

const numbered = (layer: string, i: number) => (i === 0 ? layer : `${layer}_${i}`)

const kernelAndBias = (layer: string, kernel: readonly number[], bias: number): WeightEntry[] => [
  { name: `${layer}/kernel`, shape: kernel, initializer: 'glorot_uniform', trainable: true },
  { name: `${layer}/bias`, shape: [bias], initializer: 'zeros', trainable: true },
]

const batchNorm = (layer: string, channels: number): WeightEntry[] => [
  { name: `${layer}/gamma`, shape: [channels], initializer: 'ones', trainable: true },
  { name: `${layer}/beta`, shape: [channels], initializer: 'zeros', trainable: true },
  { name: `${layer}/moving_mean`, shape: [channels], initializer: 'zeros', trainable: false },
  { name: `${layer}/moving_variance`, shape: [channels], initializer: 'ones', trainable: false },
]

/** Names of the layers, which forward functions and weight tables share. */
export const layerNames = {
  encoder: {
    convolution: (i: number) => `encoder/${numbered('conv2d', i)}`,
    batchNorm: (i: number) => `encoder/${numbered('batch_normalization', i)}`,
    dense: 'encoder/dense',
    latent: 'encoder/dense_1',
  },
  decoder: {
    dense: 'decoder/dense',
    convolution: (i: number) => `decoder/${numbered('conv2d_transpose', i)}`,
    /** 0 follows the dense layer, i + 1 the transposed convolution i. */
    batchNorm: (i: number) => `decoder/${numbered('batch_normalization', i)}`,
  },
} as const

/** The encoder's weights (Table 1). Convolution kernels are [rows, columns, in, out]. */
export function encoderWeights(config: ModelConfig): WeightEntry[] {
  const { encoder } = layerNames
  const { size, encoderFilters, kernel, denseWidth, latentDimension } = config
  const entries: WeightEntry[] = []
  let channels = 1
  encoderFilters.forEach((filters, i) => {
    entries.push(...kernelAndBias(encoder.convolution(i), [kernel, kernel, channels, filters], filters))
    entries.push(...batchNorm(encoder.batchNorm(i), filters))
    channels = filters
  })
  const side = size / 2 ** encoderFilters.length
  entries.push(...kernelAndBias(encoder.dense, [side * side * channels, denseWidth], denseWidth))
  entries.push(...kernelAndBias(encoder.latent, [denseWidth, 2 * latentDimension], 2 * latentDimension))
  return entries
}

/** The decoder's weights (Table 2). Transposed convolution kernels are [rows, columns, out, in]; the last is 1 x 1. */
export function decoderWeights(config: ModelConfig): WeightEntry[] {
  const { decoder } = layerNames
  const { size, decoderFilters, kernel, latentDimension } = config
  const side = size / 2 ** decoderFilters.length
  let channels = decoderStartChannels
  const width = side * side * channels
  const entries = [
    ...kernelAndBias(decoder.dense, [latentDimension, width], width),
    ...batchNorm(decoder.batchNorm(0), channels),
  ]
  decoderFilters.forEach((filters, i) => {
    entries.push(...kernelAndBias(decoder.convolution(i), [kernel, kernel, filters, channels], filters))
    entries.push(...batchNorm(decoder.batchNorm(i + 1), filters))
    channels = filters
  })
  entries.push(...kernelAndBias(decoder.convolution(decoderFilters.length), [1, 1, 1, channels], 1))
  return entries
}

/** All weights of the model, encoder first. */
export const modelWeights = (config: ModelConfig): WeightEntry[] => [
  ...encoderWeights(config),
  ...decoderWeights(config),
]

/** Numbers in these weights; with `trainableOnly`, without the moving averages. */
export function parameterCount(entries: readonly WeightEntry[], trainableOnly = false): number {
  return entries.reduce((sum, each) => (trainableOnly && !each.trainable ? sum : sum + elements(each.shape)), 0)
}
