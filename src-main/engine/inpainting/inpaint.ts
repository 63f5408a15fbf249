import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { writeNpy } from '../../files/npy.ts'
import type { InpaintingOutcome } from '../outcomes.ts'
import { compileDecoder } from '../inference/encode-decode.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import { lowestMinimum } from './lowest-minimum.ts'
import { readObservation, type ObservationFiles } from './read-observation.ts'
import { requireOneChannel } from './require-one-channel.ts'
import type { SearchOptions } from './search-minima.ts'

export interface InpaintOptions extends SearchOptions, ObservationFiles {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Output folder for model.npy and latent.npy. */
  folder: string
  /** What the patch was seen through, if it was not seen directly. */
  blur?: Blur | null
}

/**
 * Fills the hole in a patch: maximises the posterior over the latent vector (Eq. 13) with L-BFGS from several starts,
 * and decodes the result.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function inpaint(options: InpaintOptions): Promise<InpaintingOutcome> {
  const began = performance.now()
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const { size, latentDimension } = model.config
  requireOneChannel(model, options.runFolder)
  const { data, mask, noise } = await readObservation(options, size)

  const minimum = await lowestMinimum(model, { data, mask, noise, blurs: [options.blur ?? null] }, options)
  const decoder = compileDecoder(model, 1)
  try {
    await writeNpy(join(options.folder, 'model.npy'), decoder({ z: minimum.z }).patches, [size, size])
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
    observed: mask.reduce((sum, observed) => sum + observed, 0),
    iterations: minimum.iterations,
    seconds: (performance.now() - began) / 1000,
  }
}
