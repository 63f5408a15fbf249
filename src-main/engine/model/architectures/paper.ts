import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import type { ModelConfig } from '../configuration.ts'
import { relu } from '../kernels.ts'
import { batchNorm, convolution, dense, transposedConvolution, type Mode } from '../layers.ts'
import { batchNormWeights, kernelAndBias, numbered, type WeightEntry } from '../weight-table.ts'
import { posteriorOf, type Architecture, type Posterior } from './architecture.ts'
import { checkShapes } from './shapes.ts'

/** Channels into which the decoder's dense layer is folded (Table 2: 8192 = 16 x 16 x 32). */
const decoderStartChannels = 32

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
    entries.push(...batchNormWeights(encoder.batchNorm(i), filters))
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
    ...batchNormWeights(decoder.batchNorm(0), channels),
  ]
  decoderFilters.forEach((filters, i) => {
    entries.push(...kernelAndBias(decoder.convolution(i), [kernel, kernel, filters, channels], filters))
    entries.push(...batchNormWeights(decoder.batchNorm(i + 1), filters))
    channels = filters
  })
  entries.push(...kernelAndBias(decoder.convolution(decoderFilters.length), [1, 1, 1, channels], 1))
  return entries
}

/** Table 1. patches: [batch, size, size, 1], standardised. */
function encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior {
  const { tf } = tensorflow()
  const names = layerNames.encoder
  let x = patches
  config.encoderFilters.forEach((_, i) => {
    x = batchNorm(relu(convolution(x, weights, names.convolution(i), 2)), weights, names.batchNorm(i), mode)
  })
  const batch = patches.shape[0]
  const flat = x.reshape<Tensor2D>([batch, x.size / batch])
  const latent = dense(relu(dense(flat, weights, names.dense)), weights, names.latent)
  const d = config.latentDimension
  return posteriorOf(tf.slice2d(latent, [0, 0], [batch, d]), tf.slice2d(latent, [0, d], [batch, d]))
}

/** Table 2: g(z). z: [batch, latents] -> patches [batch, size, size, 1], standardised. */
function decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D {
  const names = layerNames.decoder
  const side = config.size / 2 ** config.decoderFilters.length
  const start = dense(z, weights, names.dense).reshape<Tensor4D>([z.shape[0], side, side, decoderStartChannels])
  let x = batchNorm(relu(start), weights, names.batchNorm(0), mode)
  config.decoderFilters.forEach((_, i) => {
    const larger = relu(transposedConvolution(x, weights, names.convolution(i), 2))
    x = batchNorm(larger, weights, names.batchNorm(i + 1), mode)
  })
  return transposedConvolution(x, weights, names.convolution(config.decoderFilters.length), 1)
}

/** Thorne, Knox & Prabhu 2021, Tables 1 and 2: a dense latent vector. */
export const paper: Architecture = {
  weights: (config) => [...encoderWeights(config), ...decoderWeights(config)],
  encode,
  decode,
  check: checkShapes,
}
