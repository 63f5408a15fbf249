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

/** First key, after the seed, of the random stream for starts. */
const startPurpose = 6

/**
 * Minimises Eq. 13 with L-BFGS from several starts in parallel. The first start is the encoder's mean for the patch
 * with its hole at 0, the mean of standardised values; the others are drawn from the prior.
 * @param data [size, size, channels], what is observed
 * @param atOnce starts that are searched together, at most as many as `posterior` evaluates together
 * @returns every start's minimum, null for those at which the objective is not finite
 * @throws CirrusError cancelled
 */
export async function searchMinima(
  model: TrainedModel,
  posterior: Posterior,
  data: Float32Array,
  { starts, seed, maxIterations, signal, onPoint }: SearchOptions,
  atOnce: number,
): Promise<(Minimum | null)[]> {
  const ends = await searchSideBySide(
    starts,
    atOnce,
    (points) => evaluateUnlessStopped(posterior, points, signal),
    async (objective, start) => {
      const from = start === 0 ? encodedMean(model, data) : priorDraw(model.config.latentDimension, seed, start)
      return minimise(objective, from, {
        maxIterations,
        // In float32 the objective has a relative precision of about 1e-7.
        valueTolerance: 1e-7,
        gradientTolerance: 1e-3,
        onIteration: ({ iteration, value }) => onPoint?.({ start, iteration, objective: value }),
      })
    },
  )
  return ends.map((end) => {
    if (end.status === 'fulfilled') return end.value
    if (end.reason instanceof ObjectiveError) return null
    throw end.reason
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
