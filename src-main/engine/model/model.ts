import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Weights, WeightTensors } from '../runtime/graph.ts'
import { EngineError } from '../runtime/errors.ts'
import type { Autoencoder, Posterior } from './architectures/architecture.ts'
import { architectures } from './architectures/index.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import type { Mode } from './layers.ts'
import { widthWeights } from './likelihood.ts'
import type { WeightEntry } from './weight-table.ts'

/** All weights of a configuration's model; of an autoencoder with the likelihood's width if it is learned. */
export const modelWeights = (config: ModelConfig): WeightEntry[] => [
  ...architectures[config.architecture].weights(config),
  ...(isAutoencoder(config) ? widthWeights(config) : []),
]

function autoencoder({ architecture }: ModelConfig): Autoencoder {
  const found = architectures[architecture].autoencoder
  if (found) return found
  const message = `The architecture "${architecture}" has no encoder and no decoder. Choose a run of an autoencoder.`
  throw new EngineError('config', message)
}

/** patches: [batch, size, size, channels], standardised. */
export const encode = (patches: Tensor4D, weights: WeightTensors, config: ModelConfig, mode: Mode): Posterior =>
  autoencoder(config).encode(patches, weights, config, mode)

/** g(z). z: [batch, latents] -> patches [batch, size, size, channels], standardised. */
export const decode = (z: Tensor2D, weights: WeightTensors, config: ModelConfig, mode: Mode): Tensor4D =>
  autoencoder(config).decode(z, weights, config, mode)

/** The decoder's weights for `decode` in inference only, as constants: the same patches with less computation. */
export const foldedDecoder = (weights: Weights, config: ModelConfig): Weights =>
  autoencoder(config).foldedDecoder(weights, config)

/** @throws EngineError 'config' if the layers' shapes do not match */
export const checkModelConfig = (config: ModelConfig): void => architectures[config.architecture].check(config)
