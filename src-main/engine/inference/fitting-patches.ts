import { counted } from '../../../src-shared/text/counted.ts'
import { EngineError } from '../runtime/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { openPatches, type PatchSource } from '../training/patch-source.ts'
import type { TrainedModel } from './trained-model.ts'

/**
 * Opens the patches of a dataset for a trained model.
 * @param options.conditions to read, if they are not the model's but those of a prior of its latents
 * @param options.likelihoodNoise `maps` to read the noise maps, too
 * @throws EngineError 'dataset' as `openPatches`, and for patches of a size or of channels that the model does not take,
 *   or without its conditions
 */
export async function openFittingPatches(
  { config }: TrainedModel,
  datasetFolder: string,
  {
    conditions = config.conditions,
    likelihoodNoise = 'none',
  }: { conditions?: readonly string[]; likelihoodNoise?: TrainingConfig['likelihoodNoise'] } = {},
): Promise<PatchSource> {
  const source = await openPatches(datasetFolder, { conditions: [...conditions], likelihoodNoise })
  if (source.size === config.size && source.channels === config.channels) return source
  source.close()
  const sizes =
    source.size === config.size
      ? `patches of ${counted(source.channels, 'channel')}, but the model takes ${config.channels}`
      : `patches of ${source.size} pixels, but the model takes ${config.size}`
  throw new EngineError('dataset', `${datasetFolder} has ${sizes}. Use the dataset it was trained on.`)
}
