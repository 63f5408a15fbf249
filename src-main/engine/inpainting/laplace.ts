import { join } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { solveUpper } from '../../../src-shared/linear/triangular.ts'
import { writeNpy } from '../../files/npy.ts'
import { readTrainedModel } from '../inference/trained-model.ts'
import type { LaplaceOutcome } from '../outcomes.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { decodeDraws, type DecodeDrawsOptions } from './decode-draws.ts'
import { gaussNewtonPrecision } from './gauss-newton.ts'
import { lowestMinimum } from './lowest-minimum.ts'
import { readObservation, type SeenThrough } from './read-observation.ts'
import type { SearchOptions } from './search-minima.ts'

/** First key, after the seed, of the random stream of draws. */
const drawPurpose = 13

/** Draws that the mean and the standard deviation are of, at least: they are known to 4 %. */
const leastDraws = 256

export interface LaplaceOptions extends SearchOptions, SeenThrough {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Output folder for mean.npy, std.npy, samples.npy and latent.npy. */
  folder: string
  /** Draws whose patches are kept. */
  samples: number
  /** What the decoder leaves out, if it counts as noise: samples and standard deviation have it too. */
  residual: DecodeDrawsOptions['residual']
  /** Called after products with the derivative of the decoder, and after decodings of draws. */
  onWork?(work: 'derivatives' | 'draws', done: number, count: number): void
}

/**
 * Laplace's approximation of an autoencoder's posterior of what is observed of a patch: a Gaussian in the latents about the
 * lowest minimum of Eq. 13, whose precision is that of Gauss and Newton. Mean and standard deviation are those of decoded
 * draws, not of a linearised decoder: where the data say little, latents are as wide as their prior, and over that width no
 * decoder is linear.
 * @throws EngineError 'checkpoint', 'dataset', 'config'; CirrusError cancelled
 */
export async function laplace(options: LaplaceOptions): Promise<LaplaceOutcome> {
  const began = performance.now()
  const { runFolder, folder, signal, onWork } = options
  const model = await readTrainedModel(runFolder, options.checkpoint)
  const { latentDimension: latents } = model.config
  const observation = await readObservation(options, model.config)
  const minimum = await lowestMinimum(model, observation, options)
  const precision = await gaussNewtonPrecision(model, observation, minimum.z, {
    signal,
    onProduct: (done, count) => onWork?.('derivatives', done, count),
  })
  cholesky(precision, latents)
  const draws = drawAbout(minimum.z, precision, Math.max(options.samples, leastDraws), options.seed)
  const samples = await decodeDraws(model, draws, {
    ...options,
    onDecoded: (done, count) => onWork?.('draws', done, count),
  })
  await writeNpy(join(folder, 'latent.npy'), minimum.z, [latents])
  return {
    ...{ epoch: model.epoch, samples, objective: minimum.value, chi2: minimum.chi2, iterations: minimum.iterations },
    observed: observation.mask.reduce((sum, observed) => sum + observed, 0),
    seconds: (performance.now() - began) / 1000,
  }
}

/**
 * Draws from a Gaussian, [count, latents].
 * @param lower Cholesky's factor L of its precision L L': z + L'^-1 n has this precision
 */
function drawAbout(z: Float32Array, lower: Float64Array, count: number, seed: number): Float32Array {
  const latents = z.length
  const draws = new Float32Array(count * latents)
  for (let i = 0; i < count; i++) {
    const apart = Float64Array.from(fillNormal(new Float32Array(latents), randomStream(seed, drawPurpose, i)))
    solveUpper(lower, latents, apart)
    draws.set(
      apart.map((value, k) => z[k] + value),
      i * latents,
    )
  }
  return draws
}
