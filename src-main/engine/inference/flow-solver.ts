import { addHeunStep, solve } from '../flow/solve.ts'
import { velocity } from '../flow/velocity.ts'
import { Graph } from '../runtime/graph.ts'
import type { TrainedModel } from './trained-model.ts'

/** A trained flow for batches of one size: noise [batch, latents] to patches and back. Release it with `free`. */
export interface FlowSolver {
  toPatches(noise: Float32Array): Float32Array
  toNoise(patches: Float32Array): Float32Array
  free(): void
}

/**
 * @param steps of Heun's method, with two evaluations of the network each
 * @throws EngineError 'graph'
 */
export function compileFlowSolver({ config, weights }: TrainedModel, batch: number, steps: number): FlowSolver {
  const { size, channels } = config
  const graph = new Graph(weights, 'constants')
  const step = addHeunStep(graph, (x, t, tensors) => velocity(x, t, tensors, config), [batch, size, size, channels])
  const session = graph.load()
  return {
    toPatches: (noise) => solve(session, step, noise, { steps }),
    toNoise: (patches) => solve(session, step, patches, { steps, from: 1, to: 0 }),
    free: () => session.free(),
  }
}
