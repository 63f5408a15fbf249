import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { stridesOf } from '../../../../src-shared/model/layer-strides.ts'
import type { WeightTensors } from '../../runtime/graph.ts'
import { tensorflow } from '../../runtime/tensorflow.ts'
import { activations } from '../activation.ts'
import type { ModelConfig } from '../../../../src-shared/model/configuration.ts'
import { batchNorm, convolution, dense, transposedConvolution, type Mode } from '../layers.ts'
import { posteriorOf, type Architecture, type Posterior } from './architecture.ts'
import { foldedDecoder } from './folded-decoder.ts'
import { decoderStartChannels, decoderStartSide, layerNames, weights } from './paper-weights.ts'
import { checkShapes } from './shapes.ts'

/**
 * Activation and batch normalisation in the configured order; the paper has the activation first, the usual order is
 * the reverse.
 */
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
  weights,
  autoencoder: { encode, decode, foldedDecoder },
  check: checkShapes,
}
