import { EngineError } from '../runtime/errors.ts'
import { compileEncoder } from './encode-decode.ts'
import { openFittingPatches } from './fitting-patches.ts'
import type { TrainedModel } from './trained-model.ts'

/**
 * The posterior means of the given patches, float32 [latents] each.
 * @throws EngineError 'dataset' if there is no such patch, or the patches do not fit the model
 */
export async function posteriorMeans(
  model: TrainedModel,
  datasetFolder: string,
  indices: readonly number[],
): Promise<Float32Array[]> {
  const source = await openFittingPatches(model, datasetFolder)
  const encoder = compileEncoder(model, 1)
  try {
    return indices.map((index) => {
      if (index >= source.count) {
        const range = `they run from 0 to ${source.count - 1}`
        throw new EngineError('dataset', `${datasetFolder} has no patch ${index}; ${range}.`)
      }
      const patches = new Float32Array(source.size ** 2 * source.channels)
      source.read(index, patches, 0)
      return encoder({ patches }).mean
    })
  } finally {
    encoder.free()
    source.close()
  }
}
