import { setImmediate } from 'node:timers/promises'
import type { ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { ObjectiveError, minimise } from '../../../src-shared/optimize/index.ts'
import { compileEncoder } from '../inference/encode-decode.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { createPosterior, type Observation } from './posterior.ts'
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

/** Starts searched at once: the memory of a TensorFlow call grows with them. */
const atOnce = 16

/**
 * Minimises Eq. 13 with L-BFGS from several starts in parallel. The first start is the encoder's mean for the patch
 * with its hole at 0, the mean of standardised values; the others are drawn from the prior. Starts at which the
 * objective is not finite are skipped.
 * @returns the lowest minimum with its start, and every start's minimum, null for those skipped; null if all were
 *   skipped
 * @throws CirrusError cancelled
 */
export async function lowestMinimum(model: TrainedModel, observation: Observation, options: SearchOptions) {
  const { starts, seed, maxIterations, signal, onPoint } = options
  const posterior = createPosterior(model, observation, Math.min(starts, atOnce))
  try {
    const ends = await searchSideBySide(
      starts,
      atOnce,
      async (points) => {
        // Lets a cancellation arrive between two evaluations.
        await setImmediate()
        if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
        return posterior.evaluate(points)
      },
      async (objective, start) => {
        const { latentDimension } = model.config
        const from = start === 0 ? encodedMean(model, observation.data) : priorDraw(latentDimension, seed, start)
        return minimise(objective, from, {
          maxIterations,
          // In float32 the objective has a relative precision of about 1e-7.
          valueTolerance: 1e-7,
          gradientTolerance: 1e-3,
          onIteration: ({ iteration, value }) => onPoint?.({ start, iteration, objective: value }),
        })
      },
    )
    const minima = ends.map((end) => {
      if (end.status === 'fulfilled') return end.value
      if (end.reason instanceof ObjectiveError) return null
      throw end.reason
    })
    const values = minima.map((minimum) => minimum?.value ?? null)
    const start = values.indexOf(Math.min(...values.filter((value) => value !== null)))
    const lowest = minima[start]
    if (!lowest) return null
    const [{ chi2 }] = posterior.evaluate([lowest.x])
    return { start, values, chi2, ...lowest, z: Float32Array.from(lowest.x) }
  } finally {
    posterior.free()
  }
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
