import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { dataChannels } from '../../../src-shared/model/latent-shape.ts'
import { octaveMisfit } from '../../../src-shared/model/octaves.ts'
import { fractionsMisfit } from '../../../src-shared/model/polarisation.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { checkModelConfig } from '../model/model.ts'
import { EngineError } from '../runtime/errors.ts'
import type { PatchSource } from './patch-source.ts'

/**
 * Checks that a configuration and a dataset fit together.
 * @throws EngineError 'config' for layers that do not fit, 'dataset' for patches that do not
 */
export function checkTraining(config: TrainingConfig, source: PatchSource, datasetFolder: string): void {
  checkModelConfig(config)
  const { train, validation } = source.splits
  if (source.size !== config.size) {
    throw new EngineError(
      'dataset',
      `${datasetFolder} has patches of ${source.size} pixels, but the configuration ("${config.preset}") is for ${config.size}. Choose another preset, or set its size to ${source.size}.`,
    )
  }
  if (config.space === 'latents' && (isAutoencoder(config) || config.augment)) {
    throw new EngineError('config', 'Only a flow is trained on latents, and without flips and quarter turns of them.')
  }
  if (config.architecture === 'coupling' && config.space !== 'latents') {
    throw new EngineError('config', 'A coupling flow is a prior of latents: train it with cirrus prior train.')
  }
  if (config.observation !== 'none' && (config.architecture !== 'flow' || config.space === 'latents')) {
    throw new EngineError(
      'config',
      'Only a flow on patches fills holes or undoes beams: set observation to none, or choose the preset "inpainting".',
    )
  }
  if (config.likelihoodNoise === 'maps' && !isAutoencoder(config)) {
    throw new EngineError(
      'config',
      'Noise maps are for the likelihood of an autoencoder, and a flow has none: set likelihoodNoise to none, and it learns the patches with their noise.',
    )
  }
  if (config.conditions.length > 0 && config.architecture !== 'flow') {
    throw new EngineError('config', 'Only a flow has conditions: leave them out, or choose the architecture "flow".')
  }
  const misfit = octaveMisfit(config) ?? fractionsMisfit(config)
  if (misfit) throw new EngineError('config', `${misfit.field} does not fit: ${misfit.reason}.`)
  if (source.channels !== dataChannels(config)) {
    throw new EngineError(
      'dataset',
      `${datasetFolder} has patches of ${counted(source.channels, 'channel')}, but the configuration is for ${dataChannels(config)}. Set its channels to ${source.channels}.`,
    )
  }
  if (train.length < config.batchSize) {
    throw new EngineError(
      'dataset',
      `${datasetFolder} has ${train.length} training patches, fewer than one batch of ${config.batchSize}. Use a smaller batch or a larger dataset.`,
    )
  }
  if (validation.length === 0) {
    throw new EngineError('dataset', `${datasetFolder} has no validation patches to evaluate a training with.`)
  }
}
