import type { TrainedModel } from '../inference/trained-model.ts'
import { EngineError } from '../runtime/errors.ts'
import { createPosterior, type Observation } from './posterior.ts'
import { searchMinima, usualStarts, type SearchOptions } from './search-minima.ts'

/** Starts searched at once: the memory of a TensorFlow call grows with them. */
const atOnce = 16

/**
 * The lowest minimum of Eq. 13 from several starts; those at which the objective is not finite are skipped.
 * @returns it with its chi2 and its start, and every start's minimum, null for those skipped
 * @throws EngineError 'checkpoint' if all are; CirrusError cancelled
 */
export async function lowestMinimum(
  model: TrainedModel,
  observation: Observation,
  options: SearchOptions & { runFolder: string },
) {
  const most = Math.min(options.starts, atOnce)
  const posterior = createPosterior(model, observation, most)
  try {
    const minima = await searchMinima(posterior, usualStarts(model, observation.data, options.seed), options, most)
    const values = minima.map((minimum) => minimum?.value ?? null)
    const start = values.indexOf(Math.min(...values.filter((value) => value !== null)))
    const lowest = minima[start]
    if (!lowest) throw nowhereFinite(model, options.runFolder)
    const [{ chi2 }] = posterior.evaluate([lowest.x])
    return { start, values, chi2, ...lowest, z: Float32Array.from(lowest.x) }
  } finally {
    posterior.free()
  }
}

/** The error for a model whose objective is not finite at any start. */
export function nowhereFinite({ epoch }: TrainedModel, runFolder: string): EngineError {
  const what = `the model of epoch ${epoch} decodes to non-finite values`
  return new EngineError('checkpoint', `${runFolder}: ${what}. Use another checkpoint or run.`)
}
