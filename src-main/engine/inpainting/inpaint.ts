import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import type { InpaintingOutcome } from '../outcomes.ts'
import { compileDecoder } from '../inference/encode-decode.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import { EngineError } from '../runtime/errors.ts'
import { lowestMinimum, type SearchOptions } from './lowest-minimum.ts'

export interface InpaintOptions extends SearchOptions {
  runFolder: string
  checkpoint: CheckpointChoice
  /** .npy, float32 [size, size], standardised; values in the hole are ignored. */
  data: string
  /** .npy, uint8 [size, size], 1 = observed, 0 = hole. */
  mask: string
  /** Output folder for model.npy and latent.npy. */
  folder: string
  /** Noise of the data in standardised units. */
  sigma: number
  /** Full width at half maximum in pixels of the Gaussian beam the data were observed with, if any. */
  beam?: number
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
  if (channels !== 1) {
    const what = `its patches have ${channels} channels, and a hole can only be filled in patches of one`
    throw new EngineError('config', `${options.runFolder}: ${what}. Use a run on intensities.`)
  }
  const mask = Float32Array.from(await readPicture(options.mask, size))
  const data = observedValues(await readPicture(options.data, size), mask, options.data, size)

  const minimum = await lowestMinimum(model, { data, mask, sigma: options.sigma, beam: options.beam }, options)
  if (!minimum) {
    const what = `the model of epoch ${model.epoch} decodes to non-finite values`
    throw new EngineError('checkpoint', `${options.runFolder}: ${what}. Use another checkpoint or run.`)
  }
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

/** The patch with its hole set to 0. @throws EngineError 'dataset' for an observed pixel without a finite value */
function observedValues(patch: ArrayLike<number>, mask: Float32Array, path: string, size: number): Float32Array {
  return Float32Array.from(patch, (value, i) => {
    if (mask[i] === 0) return 0
    if (Number.isFinite(value)) return value
    const place = `row ${Math.floor(i / size)}, column ${i % size}`
    throw new EngineError('dataset', `${path}, ${place}: the pixel is observed, but its value is ${value}. Mask it.`)
  })
}

async function readPicture(path: string, size: number) {
  const { shape, data } = await readNpy(path)
  if (shape.length !== 2 || shape[0] !== size || shape[1] !== size) {
    throw new EngineError('dataset', `${path} is [${shape.join(', ')}]; the model takes patches of [${size}, ${size}].`)
  }
  return data
}
