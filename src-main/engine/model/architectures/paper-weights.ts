import { totalStride } from '../../../../src-shared/model/layer-strides.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'
import { batchNormWeights, kernelAndBias, numbered, type WeightEntry } from '../weight-table.ts'

/** Channels of the decoder's reshaped dense layer (Table 2: 8192 = 16 x 16 x 32). */
export const decoderStartChannels = 32

/** Side in pixels of the map at the start of the decoder; its strides lead from there to the patch size. */
export const decoderStartSide = (config: ModelConfig) => config.size / totalStride(config, 'decoder')

/** Layer names, shared by forward functions and weight tables. */
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
    /** 0 follows the dense layer, i + 1 transposed convolution i. */
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

/** All of Tables 1 and 2. */
export const weights = (config: ModelConfig): WeightEntry[] => [...encoderWeights(config), ...decoderWeights(config)]
