import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { patchShape } from '../../../src-shared/sky/channels.ts'
import { writeNpy } from '../../files/npy.ts'
import type { InpaintingOutcome } from '../outcomes.ts'
import { compileDecoder } from '../inference/encode-decode.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import { lowestMinimum } from './lowest-minimum.ts'
import { readObservation, type SeenThrough } from './read-observation.ts'
import type { SearchOptions } from './search-minima.ts'

export interface InpaintOptions extends SearchOptions, SeenThrough {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Output folder for model.npy and latent.npy. */
  folder: string
}

/**
 * Fills the hole in a patch: maximises the posterior over the latent vector (Eq. 13) with L-BFGS from several starts,
 * and decodes the result.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function inpaint(options: InpaintOptions): Promise<InpaintingOutcome> {
  const began = performance.now()
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const { size, channels, latentDimension } = model.config
  const observation = await readObservation(options, model.config)

  const minimum = await lowestMinimum(model, observation, options)
  const decoder = compileDecoder(model, 1)
  try {
    await writeNpy(join(options.folder, 'model.npy'), decoder({ z: minimum.z }).patches, patchShape(size, channels))
  } finally {
    decoder.free()
  }
  await writeNpy(join(options.folder, 'latent.npy'), minimum.z, [latentDimension])
  return {
    epoch: model.epoch,
    objective: minimum.value,
    objectives: minimum.values,
    chosen: minimum.start,
    chi2: minimum.chi2,
    observed: observation.mask.reduce((sum, observed) => sum + observed, 0),
    iterations: minimum.iterations,
    seconds: (performance.now() - began) / 1000,
  }
}
