import { EngineError } from '../runtime/errors.ts'
import { openPatches, type PatchSource } from '../training/patch-source.ts'
import type { TrainedModel } from './trained-model.ts'

/**
 * Opens the patches of a dataset for a trained model.
 * @throws EngineError 'dataset' as `openPatches`, and for patches of a size the model does not take
 */
export async function openFittingPatches({ config }: TrainedModel, datasetFolder: string): Promise<PatchSource> {
  const source = await openPatches(datasetFolder)
  if (source.size === config.size) return source
  source.close()
  const sizes = `patches of ${source.size} pixels, but the model takes ${config.size}`
  throw new EngineError('dataset', `${datasetFolder} has ${sizes}. Use the dataset it was trained on.`)
}
