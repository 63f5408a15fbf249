import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ObjectivePoint } from '../../../src-preload/contract/inpaintings.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { ObjectiveError, minimise } from '../../optimize/index.ts'
import type { InpaintingOutcome } from '../contract.ts'
import { compileDecoder, compileEncoder } from '../inference/encode-decode.ts'
import { readTrainedModel, type TrainedModel } from '../inference/trained-model.ts'
import { EngineError } from '../runtime/errors.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { compilePosteriorObjective } from './posterior-objective.ts'

export interface InpaintOptions {
  runFolder: string
  checkpoint: CheckpointChoice
  /** .npy, float32 [size, size], standardised; what lies in the hole is not looked at. */
  data: string
  /** .npy, uint8 [size, size], 1 = observed, 0 = hole. */
  mask: string
  /** Where reconstruction.npy and latent.npy go. */
  folder: string
  /** Noise of the data in standardised units. */
  sigma: number
  starts: number
  maxIterations: number
  seed: number
  signal?: AbortSignal
  onPoint?(point: ObjectivePoint): void
}

/** First key of the random stream of starts, after the seed. */
const startPurpose = 6

/**
 * Fills the hole in a patch: the latent vector at the maximum of the posterior (Eq. 13), found with L-BFGS from several
 * starts, decoded. The first start is the encoder's mean for the patch with its hole at 0, the mean of standardised
 * values; the others are drawn from the prior.
 * @throws EngineError 'checkpoint', 'dataset'; CirrusError cancelled
 */
export async function inpaint(options: InpaintOptions): Promise<InpaintingOutcome> {
  const began = performance.now()
  const model = await readTrainedModel(options.runFolder, options.checkpoint)
  const { size, latentDimension } = model.config
  const mask = Float32Array.from(await readPicture(options.mask, size))
  const data = observedValues(await readPicture(options.data, size), mask, options.data, size)

  const objective = compilePosteriorObjective(model, options.sigma)
  const minima: { value: number; z: Float32Array; chi2: number; iterations: number }[] = []
  try {
    for (let start = 0; start < options.starts; start++) {
      const from = start === 0 ? encodedMean(model, data) : priorDraw(latentDimension, options.seed, start)
      const minimum = await minimise(
        async (x) => {
          // Lets a cancel be heard between two evaluations.
          await setImmediate()
          const { value, gradient } = objective({ z: Float32Array.from(x), data, mask })
          return { value: value[0], gradient }
        },
        from,
        {
          maxIterations: options.maxIterations,
          // float32 arithmetic gives the objective to about 1e-7 of itself.
          valueTolerance: 1e-7,
          gradientTolerance: 1e-3,
          signal: options.signal,
          onIteration: ({ iteration, value }) => options.onPoint?.({ start, iteration, objective: value }),
        },
      ).catch((error: unknown) => {
        if (!(error instanceof ObjectiveError)) throw error
        const what = `the model of epoch ${model.epoch} decodes to numbers that are not finite`
        throw new EngineError('checkpoint', `${options.runFolder}: ${what}. Use another checkpoint or run.`)
      })
      if (minimum.reason === 'cancelled') throw new CirrusError('cancelled', 'The inpainting was stopped.')
      const z = Float32Array.from(minimum.x)
      const { chi2 } = objective({ z, data, mask })
      minima.push({ value: minimum.value, z, chi2: chi2[0], iterations: minimum.iterations })
    }
  } finally {
    objective.free()
  }

  const values = minima.map(({ value }) => value)
  const chosen = values.indexOf(Math.min(...values))
  const best = minima[chosen]
  const decoder = compileDecoder(model, 1)
  try {
    await writeNpy(join(options.folder, 'reconstruction.npy'), decoder({ z: best.z }).patches, [size, size])
  } finally {
    decoder.free()
  }
  await writeNpy(join(options.folder, 'latent.npy'), best.z, [latentDimension])
  return {
    epoch: model.epoch,
    objectives: values,
    chosen,
    chi2: best.chi2,
    observed: mask.reduce((sum, observed) => sum + observed, 0),
    iterations: best.iterations,
    seconds: (performance.now() - began) / 1000,
  }
}

/** The patch with its hole at 0. @throws EngineError 'dataset' for an observed pixel without a finite value */
function observedValues(patch: ArrayLike<number>, mask: Float32Array, path: string, size: number): Float32Array {
  return Float32Array.from(patch, (value, i) => {
    if (mask[i] === 0) return 0
    if (Number.isFinite(value)) return value
    const place = `row ${Math.floor(i / size)}, column ${i % size}`
    throw new EngineError('dataset', `${path}, ${place}: the pixel is observed, but its value is ${value}. Mask it.`)
  })
}

function encodedMean(model: TrainedModel, patches: Float32Array): Float32Array {
  const encoder = compileEncoder(model, 1)
  try {
    return encoder({ patches }).mean
  } finally {
    encoder.free()
  }
}

const priorDraw = (latents: number, seed: number, start: number) =>
  fillNormal(new Float32Array(latents), randomStream(seed, startPurpose, start))

async function readPicture(path: string, size: number) {
  const { shape, data } = await readNpy(path)
  if (shape.length !== 2 || shape[0] !== size || shape[1] !== size) {
    throw new EngineError('dataset', `${path} is [${shape.join(', ')}]; the model takes patches of [${size}, ${size}].`)
  }
  return data
}
