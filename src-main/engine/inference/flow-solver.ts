import { addChainSteps, chainToNoise, chainToPatches } from '../flow/chain.ts'
import { scalesOf } from '../flow/level-networks.ts'
import { Graph } from '../runtime/graph.ts'
import type { TrainedModel } from './trained-model.ts'

/**
 * A trained flow for batches of one size: noise [batch, latents] to patches and back, under conditions [batch, conditions]
 * if it has some. Release it with `free`.
 */
export interface FlowSolver {
  toPatches(noise: Float32Array, conditions?: Float32Array): Float32Array
  toNoise(patches: Float32Array, conditions?: Float32Array): Float32Array
  free(): void
}

/**
 * @param steps of Heun's method, with two evaluations of the network each; octaves take fewer
 * @throws EngineError 'graph'
 */
export function compileFlowSolver({ config, weights }: TrainedModel, batch: number, steps: number): FlowSolver {
  const graph = new Graph(weights, 'constants')
  const recorded = addChainSteps(graph, config, batch)
  const session = graph.load()
  const chain = { session, steps: recorded, config, scales: scalesOf(weights, config) }
  return {
    toPatches: (noise, conditions) => chainToPatches(chain, noise, steps, conditions),
    toNoise: (patches, conditions) => chainToNoise(chain, patches, steps, conditions),
    free: () => session.free(),
  }
}
