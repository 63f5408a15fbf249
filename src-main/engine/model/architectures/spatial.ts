import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { latentSide } from '../../../../src-shared/model/latent-shape.ts'
import { stridesOf } from '../../../../src-shared/model/layer-strides.ts'
import type { WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import { activations } from '../activation.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'
import { convolution, transposedConvolution } from '../layers.ts'
import { kernelAndBias, numbered, type WeightEntry } from '../weight-table.ts'
import { posteriorOf, type Architecture, type Posterior } from './architecture.ts'
import { checkShapes } from './shapes.ts'

/** Number of residual blocks at each map size, of two convolutions each. */
const blocks = 2
const perStage = 2 * blocks
/** Kernel size of convolutions that keep the map's size; the configuration's `kernel` is for those that change it. */
const field = 3

/** Layer names in Keras's numbering order: encoder shrink, blocks, ..., latent; decoder start, blocks, widen, ... */
const layerNames = {
  encoder: {
    shrink: (stage: number) => `encoder/${numbered('conv2d', stage * (1 + perStage))}`,
    block: (stage: number, i: number) => `encoder/${numbered('conv2d', stage * (1 + perStage) + 1 + i)}`,
    latent: (stages: number) => `encoder/${numbered('conv2d', stages * (1 + perStage))}`,
  },
  decoder: {
    start: 'decoder/conv2d',
    block: (stage: number, i: number) => `decoder/${numbered('conv2d', 1 + stage * perStage + i)}`,
    widen: (stage: number) => `decoder/${numbered('conv2d_transpose', stage)}`,
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
  let { channels } = config
  encoderFilters.forEach((filters, stage) => {
    add(encoder.shrink(stage), kernel, channels, filters)
    for (let i = 0; i < perStage; i++) add(encoder.block(stage, i), field, filters, filters)
    channels = filters
  })
  add(encoder.latent(encoderFilters.length), field, channels, 2 * latents)
  add(decoder.start, field, latents, channels)
  decoderFilters.forEach((filters, stage) => {
    for (let i = 0; i < perStage; i++) add(decoder.block(stage, i), field, channels, channels)
    entries.push(...kernelAndBias(decoder.widen(stage), [kernel, kernel, filters, channels], filters))
    channels = filters
  })
  add(decoder.output(decoderFilters.length), field, channels, config.channels)
  return entries
}

/** Blocks x + convolution(f(convolution(f(x)))) with the activation f, the pre-activation of He et al. 2016 (arXiv:1603.05027). */
function residual(x: Tensor4D, weights: WeightTensors, config: ModelConfig, layer: (i: number) => string): Tensor4D {
  const { tf } = tensorflow()
  const activation = activations[config.activation]
  let sum = x
  for (let i = 0; i < perStage; i += 2) {
    const inner = convolution(activation(sum), weights, layer(i), 1)
    sum = tf.add(sum, convolution(activation(inner), weights, layer(i + 1), 1))
  }
  return sum
}

function encode(patches: Tensor4D, weights: WeightTensors, config: ModelConfig): Posterior {
  const { tf } = tensorflow()
  const { encoder } = layerNames
  const stages = config.encoderFilters.length
  let x = patches
  stridesOf(config, 'encoder').forEach((stride, stage) => {
    const smaller = convolution(x, weights, encoder.shrink(stage), stride)
    x = residual(smaller, weights, config, (i) => encoder.block(stage, i))
  })
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
  stridesOf(config, 'decoder').forEach((stride, stage) => {
    const refined = residual(x, weights, config, (i) => decoder.block(stage, i))
    x = transposedConvolution(refined, weights, decoder.widen(stage), stride)
  })
  return convolution(x, weights, decoder.output(config.decoderFilters.length), 1)
}

/**
 * A small map of latents between residual convolutions, all of them local and without batch normalisation: the number
 * of latents grows with the patch, the number of weights does not. Both shrinks lie on a path without activations;
 * blocks add to it.
 */
export const spatial: Architecture = {
  weights,
  autoencoder: { encode, decode, foldedDecoder: (weights) => weights },
  check: checkShapes,
}
