import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { latentSide } from '../../../../src-preload/contract/latent-shape.ts'
import type { WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import type { ModelConfig } from '../configuration.ts'
import { relu } from '../kernels.ts'
import { convolution, transposedConvolution } from '../layers.ts'
import { kernelAndBias, numbered, type WeightEntry } from '../weight-table.ts'
import { posteriorOf, type Architecture, type Posterior } from './architecture.ts'
import { checkShapes } from './shapes.ts'

/** Residual blocks at every size of the map, each of two convolutions. */
const blocks = 2
const perStage = 2 * blocks
/** Pixels on a side of a kernel that keeps the size of the map; `kernel` of the configuration is of those that change it. */
const field = 3

/** Names of the layers in the order of Keras's numbering: encoder halve, blocks, ..., latent; decoder start, blocks, double, ... */
const layerNames = {
  encoder: {
    halve: (stage: number) => `encoder/${numbered('conv2d', stage * (1 + perStage))}`,
    block: (stage: number, i: number) => `encoder/${numbered('conv2d', stage * (1 + perStage) + 1 + i)}`,
    latent: (stages: number) => `encoder/${numbered('conv2d', stages * (1 + perStage))}`,
  },
  decoder: {
    start: 'decoder/conv2d',
    block: (stage: number, i: number) => `decoder/${numbered('conv2d', 1 + stage * perStage + i)}`,
    double: (stage: number) => `decoder/${numbered('conv2d_transpose', stage)}`,
    output: (stages: number) => `decoder/${numbered('conv2d', 1 + stages * perStage)}`,
  },
} as const

const latentChannels = (config: ModelConfig) => config.latentDimension / latentSide(config) ** 2

/** Convolution kernels are [rows, columns, in, out], transposed ones [rows, columns, out, in]. */
function weights(config: ModelConfig): WeightEntry[] {
  const { encoder, decoder } = layerNames
  const { encoderFilters, decoderFilters, kernel } = config
  const latents = latentChannels(config)
  const entries: WeightEntry[] = []
  const add = (layer: string, side: number, from: number, to: number) =>
    entries.push(...kernelAndBias(layer, [side, side, from, to], to))
  let channels = 1
  encoderFilters.forEach((filters, stage) => {
    add(encoder.halve(stage), kernel, channels, filters)
    for (let i = 0; i < perStage; i++) add(encoder.block(stage, i), field, filters, filters)
    channels = filters
  })
  add(encoder.latent(encoderFilters.length), field, channels, 2 * latents)
  add(decoder.start, field, latents, channels)
  decoderFilters.forEach((filters, stage) => {
    for (let i = 0; i < perStage; i++) add(decoder.block(stage, i), field, channels, channels)
    entries.push(...kernelAndBias(decoder.double(stage), [kernel, kernel, filters, channels], filters))
    channels = filters
  })
  add(decoder.output(decoderFilters.length), field, channels, 1)
  return entries
}

/** Blocks x + convolution(ReLU(convolution(ReLU(x)))), the pre-activation of He et al. 2016 (arXiv:1603.05027). */
function residual(x: Tensor4D, weights: WeightTensors, layer: (i: number) => string): Tensor4D {
  const { tf } = tensorflow()
  let sum = x
  for (let i = 0; i < perStage; i += 2) {
    const inner = convolution(relu(sum), weights, layer(i), 1)
    sum = tf.add(sum, convolution(relu(inner), weights, layer(i + 1), 1))
  }
  return sum
}

function encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig): Posterior {
  const { tf } = tensorflow()
  const { encoder } = layerNames
  const stages = config.encoderFilters.length
  let x = patches
  for (let stage = 0; stage < stages; stage++) {
    const half = convolution(x, weights, encoder.halve(stage), 2)
    x = residual(half, weights, (i) => encoder.block(stage, i))
  }
  const map = convolution(x, weights, encoder.latent(stages), 1)
  const [batch, rows, columns] = map.shape
  const channels = latentChannels(config)
  const part = (from: number) =>
    tf
      .slice4d(map, [0, 0, 0, from], [batch, rows, columns, channels])
      .reshape<Tensor2D>([batch, config.latentDimension])
  return posteriorOf(part(0), part(channels))
}

function decode(z: Tensor2D, weights: WeightTensors, config: ModelConfig): Tensor4D {
  const { decoder } = layerNames
  const side = latentSide(config)
  const map = z.reshape<Tensor4D>([z.shape[0], side, side, latentChannels(config)])
  let x = convolution(map, weights, decoder.start, 1)
  config.decoderFilters.forEach((_, stage) => {
    const refined = residual(x, weights, (i) => decoder.block(stage, i))
    x = transposedConvolution(refined, weights, decoder.double(stage), 2)
  })
  return convolution(x, weights, decoder.output(config.decoderFilters.length), 1)
}

/**
 * A small map of latents between residual convolutions, all of it local and without batch normalisation: latents grow
 * with the patch, weights do not. A path without any ReLU leads through both halves; blocks add to it.
 */
export const spatial: Architecture = {
  weights,
  encode,
  decode,
  check: checkShapes,
}
