import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { stridesOf, totalStride } from '../../../../src-preload/contract/layer-strides.ts'
import type { WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import { activations } from '../activation.ts'
import type { ModelConfig } from '../configuration.ts'
import { batchNorm, convolution, dense, transposedConvolution, type Mode } from '../layers.ts'
import { batchNormWeights, kernelAndBias, numbered, type WeightEntry } from '../weight-table.ts'
import { posteriorOf, type Architecture, type Posterior } from './architecture.ts'
import { checkShapes } from './shapes.ts'

/** Channels into which the decoder's dense layer is folded (Table 2: 8192 = 16 x 16 x 32). */
const decoderStartChannels = 32

/** Pixels on its side, from which the decoder's strides lead to the patch. */
const decoderStartSide = (config: ModelConfig) => config.size / totalStride(config, 'decoder')

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
  let { channels } = config
  encoderFilters.forEach((filters, i) => {
    entries.push(...kernelAndBias(encoder.convolution(i), [kernel, kernel, channels, filters], filters))
    entries.push(...batchNormWeights(encoder.batchNorm(i), filters))
    channels = filters
  })
  const side = size / totalStride(config, 'encoder')
  entries.push(...kernelAndBias(encoder.dense, [side * side * channels, denseWidth], denseWidth))
  entries.push(...kernelAndBias(encoder.latent, [denseWidth, 2 * latentDimension], 2 * latentDimension))
  return entries
}

/** The decoder's weights (Table 2). Transposed convolution kernels are [rows, columns, out, in]; the last is 1 x 1. */
export function decoderWeights(config: ModelConfig): WeightEntry[] {
  const { decoder } = layerNames
  const { decoderFilters, kernel, latentDimension } = config
  const side = decoderStartSide(config)
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
  entries.push(
    ...kernelAndBias(decoder.convolution(decoderFilters.length), [1, 1, config.channels, channels], config.channels),
  )
  return entries
}

/** Activation and batch normalisation in their configured order; the paper's is this, the usual one the other. */
function normalisedActivation(x: Tensor4D, weights: WeightTensors, layer: string, config: ModelConfig, mode: Mode) {
  const activation = activations[config.activation]
  return config.batchNormOrder === 'after-activation'
    ? batchNorm(activation(x), weights, layer, mode)
    : activation(batchNorm(x, weights, layer, mode))
}

/** Table 1. patches: [batch, size, size, channels], standardised. */
function encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior {
  const { tf } = tensorflow()
  const names = layerNames.encoder
  const activation = activations[config.activation]
  let x = patches
  stridesOf(config, 'encoder').forEach((stride, i) => {
    const smaller = convolution(x, weights, names.convolution(i), stride)
    x = normalisedActivation(smaller, weights, names.batchNorm(i), config, mode)
  })
  const batch = patches.shape[0]
  const flat = x.reshape<Tensor2D>([batch, x.size / batch])
  const latent = dense(activation(dense(flat, weights, names.dense)), weights, names.latent)
  const d = config.latentDimension
  return posteriorOf(tf.slice2d(latent, [0, 0], [batch, d]), tf.slice2d(latent, [0, d], [batch, d]))
}

/** Table 2: g(z). z: [batch, latents] -> patches [batch, size, size, channels], standardised. */
function decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D {
  const names = layerNames.decoder
  const side = decoderStartSide(config)
  const start = dense(z, weights, names.dense).reshape<Tensor4D>([z.shape[0], side, side, decoderStartChannels])
  let x = normalisedActivation(start, weights, names.batchNorm(0), config, mode)
  stridesOf(config, 'decoder').forEach((stride, i) => {
    const larger = transposedConvolution(x, weights, names.convolution(i), stride)
    x = normalisedActivation(larger, weights, names.batchNorm(i + 1), config, mode)
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
