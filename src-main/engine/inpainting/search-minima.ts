import type { ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import { ObjectiveError, minimise, type Minimum } from '../../../src-shared/optimize/index.ts'
import { compileEncoder } from '../inference/encode-decode.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { evaluateUnlessStopped, type Posterior } from './posterior.ts'
import { searchSideBySide } from './side-by-side.ts'

export interface SearchOptions {
  starts: number
  /** Iteration limit of each search. */
  maxIterations: number
  seed: number
  signal?: AbortSignal
  /** Called at every accepted iteration of every start. */
  onPoint?(point: ObjectivePoint): void
}

/** When a search has converged; in float32 the objective has a relative precision of about 1e-7. */
export const tolerances = { valueTolerance: 1e-7, gradientTolerance: 1e-3 }

/** First key, after the seed, of the random stream for starts. */
const startPurpose = 6

/**
 * Minimises Eq. 13 with L-BFGS from several starts in parallel.
 * @param startOf latents that a search starts from
 * @param atOnce starts that are searched together, at most as many as `posterior` evaluates together
 * @returns every start's minimum, null for those at which the objective is not finite
 * @throws CirrusError cancelled
 */
export async function searchMinima(
  posterior: Posterior,
  startOf: (start: number) => ArrayLike<number>,
  { starts, maxIterations, signal, onPoint }: Omit<SearchOptions, 'seed'>,
  atOnce: number,
): Promise<(Minimum | null)[]> {
  const ends = await searchSideBySide(
    starts,
    atOnce,
    (points) => evaluateUnlessStopped(posterior, points, signal),
    async (objective, start) =>
      minimise(objective, startOf(start), {
        ...tolerances,
        maxIterations,
        onIteration: ({ iteration, value }) => onPoint?.({ start, iteration, objective: value }),
      }),
  )
  return ends.map((end) => {
    if (end.status === 'fulfilled') return end.value
    if (end.reason instanceof ObjectiveError) return null
    throw end.reason
  })
}

/**
 * The usual starts: first the encoder's mean for the patch with its hole at 0, the mean of standardised values; the others
 * are drawn from the prior.
 * @param data [size, size, channels], what is observed
 */
export const usualStarts =
  (model: TrainedModel, data: Float32Array, seed: number) =>
  (start: number): Float32Array =>
    start === 0 ? encodedMean(model, data) : priorDraw(model.config.latentDimension, seed, start)

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
