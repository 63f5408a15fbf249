import { join } from 'node:path'
import type { ChainMass } from '../../../src-preload/contract/estimators.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import type { Minimum } from '../../../src-shared/optimize/index.ts'
import { worstConvergence } from '../../../src-shared/sampling/convergence.ts'
import { drawnByDensity } from '../../../src-shared/sampling/drawn-by-density.ts'
import { hamiltonianMonteCarlo, type ChainProgress } from '../../../src-shared/sampling/hamiltonian.ts'
import { denseMass, type Mass } from '../../../src-shared/sampling/mass.ts'
import type { PotentialEnergy } from '../../../src-shared/sampling/trajectory.ts'
import { writeNpy } from '../../files/npy.ts'
import { readTrainedModel, type TrainedModel } from '../inference/trained-model.ts'
import type { ChainsOutcome } from '../outcomes.ts'
import { EngineError } from '../runtime/errors.ts'
import { randomStream } from '../runtime/random.ts'
import { decodeDraws, type DecodeDrawsOptions } from './decode-draws.ts'
import { gaussNewtonPrecision } from './gauss-newton.ts'
import { nowhereFinite } from './lowest-minimum.ts'
import { createPosterior, evaluateUnlessStopped, type Observation } from './posterior.ts'
import { readObservation, type SeenThrough } from './read-observation.ts'
import { searchMinima, usualStarts } from './search-minima.ts'

/** First key, after the seed, of the random stream of the chains. */
const chainPurpose = 12

/** Searches for where the chains begin, all in one batch, and L-BFGS iterations of each: enough to tell minima apart. */
const searches = { starts: 16, maxIterations: 100 }

export interface SamplePosteriorOptions extends SeenThrough {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Output folder for mean.npy, std.npy, samples.npy and chains.npy. */
  folder: string
  chains: number
  warmUp: number
  /** Iterations that are kept, of every chain. */
  draws: number
  leapfrogSteps: number
  mass: ChainMass
  /** Draws whose patches are kept. */
  samples: number
  /** What the decoder leaves out, if it counts as noise: samples and standard deviation have it too. */
  residual: DecodeDrawsOptions['residual']
  seed: number
  signal?: AbortSignal
  onIteration?(progress: ChainProgress): void
}

/**
 * Draws patches from an autoencoder's posterior of what is observed of one, exp(-(Eq. 13) / 2), by Hamiltonian Monte Carlo
 * in its latents: their mean and standard deviation, some of the patches, and the chains, [chains, draws, latents]. Chains
 * begin at minima of searches from the encoder's mean and from the prior, drawn by their density: none crosses from a
 * minimum that has no share of the posterior, and there are many (as Zhang et al. 2022, arXiv:2108.03782, resample
 * theirs).
 * @throws EngineError 'checkpoint', 'dataset', 'config'; CirrusError cancelled
 */
export async function samplePosterior(options: SamplePosteriorOptions): Promise<ChainsOutcome> {
  const began = performance.now()
  const { runFolder, folder, chains, draws } = options
  const model = await readTrainedModel(runFolder, options.checkpoint)
  const { latentDimension: latents } = model.config
  const drawn = await drawChains(model, await readObservation(options, model.config), options)
  const convergence = worstConvergence(drawn.draws, latents)
  if (!Number.isFinite(convergence.rHat)) {
    throw new EngineError('config', `${runFolder}: no step of the chains was accepted. Warm them up for longer.`)
  }
  const all = new Float32Array(chains * draws * latents)
  drawn.draws.forEach((chain, i) => all.set(chain, i * draws * latents))
  await writeNpy(join(folder, 'chains.npy'), all, [chains, draws, latents])
  const samples = await decodeDraws(model, all, options)
  const { acceptance, stepSize, divergences } = drawn
  return {
    ...{ epoch: model.epoch, samples, ...convergence, acceptance, stepSize, divergences },
    seconds: (performance.now() - began) / 1000,
  }
}

async function drawChains(model: TrainedModel, observation: Observation, options: SamplePosteriorOptions) {
  const { runFolder, chains, seed, signal } = options
  const posterior = createPosterior(model, observation, searches.starts)
  try {
    const startOf = usualStarts(model, observation.data, seed)
    const found = await searchMinima(posterior, startOf, { ...searches, signal }, searches.starts)
    const minima = found.filter((minimum) => minimum !== null)
    if (minima.length === 0) throw nowhereFinite(model, runFolder)
    const random = randomStream(seed, chainPurpose)
    const densities = minima.map(({ value }) => -value / 2)
    const starts = Array.from({ length: chains }, () => drawnByDensity(minima, densities, random).x)
    const energyOf: PotentialEnergy = async (points) => {
      const evaluations = await evaluateUnlessStopped(posterior, points, signal)
      return evaluations.map(({ value, gradient }) => ({
        value: value / 2,
        gradient: Float64Array.from(gradient, half),
      }))
    }
    const mass =
      options.mass === 'laplace' ? await laplaceMass(model, observation, lowest(minima), signal) : options.mass
    return await hamiltonianMonteCarlo(energyOf, starts, { ...options, mass, random })
  } finally {
    posterior.free()
  }
}

const lowest = (minima: readonly Minimum[]) => minima.reduce((least, one) => (one.value < least.value ? one : least)).x

async function laplaceMass(
  model: TrainedModel,
  observation: Observation,
  z: Float64Array,
  signal: AbortSignal | undefined,
): Promise<Mass> {
  const precision = await gaussNewtonPrecision(model, observation, z, { signal })
  cholesky(precision, z.length)
  return denseMass(precision, z.length)
}

const half = (value: number) => value / 2
