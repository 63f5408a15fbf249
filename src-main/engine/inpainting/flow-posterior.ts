import type { SolverName } from '../../../src-preload/contract/solver.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { addChainVelocities, chainFields, chainToPatches } from '../flow/chain.ts'
import { scalesOf } from '../flow/level-networks.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { inPrecision } from '../runtime/bfloat16.ts'
import { Graph } from '../runtime/graph.ts'

/** What a flow that fills holes says of patches; all arrays are [batch, size, size, channels]. Release it with `free`. */
export interface FlowPosterior {
  /** Draws, of normal numbers [batch, values of a patch]. */
  place(noise: Float32Array, observation: Float32Array): Float32Array
  /**
   * The mean of all draws: where a path begins, its velocity leads to the mean of all ends (x - n averaged over x, for any
   * n). An octave has the mean of its details given the mean of the coarser picture, which is the mean of all if they
   * depend on it linearly.
   */
  mean(noise: Float32Array, observation: Float32Array): Float32Array
  free(): void
}

interface FlowPosteriorOptions {
  batch: number
  solver?: SolverName
  solverSteps: number
  /** Of the convolutions. */
  precision?: TrainingConfig['precision']
}

/**
 * @param model of a flow that was trained with an observation
 * @throws EngineError 'graph'
 */
export function flowPosterior(model: TrainedModel, options: FlowPosteriorOptions): FlowPosterior {
  const { config, weights } = model
  const { solver, solverSteps: steps, precision = 'float32' } = options
  const graph = new Graph(weights, 'constants')
  const velocities = addChainVelocities(graph, chainFields(config, options))
  const session = graph.load((nodes) => inPrecision(nodes, velocities, precision))
  const chain = { session, velocities, config, scales: scalesOf(weights, config) }
  return {
    place: (noise, observation) => chainToPatches(chain, noise, { solver, steps }, { observation }),
    mean: (noise, observation) => chainToPatches(chain, noise, { solver: 'euler', steps: 1 }, { observation }),
    free: () => session.free(),
  }
}
