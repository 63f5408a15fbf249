import { givenShapes } from '../flow/conditions.ts'
import { addHeunStep, solve, type VelocityField } from '../flow/solve.ts'
import { velocity } from '../flow/velocity.ts'
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
 * @param steps of Heun's method, with two evaluations of the network each
 * @throws EngineError 'graph'
 */
export function compileFlowSolver({ config, weights }: TrainedModel, batch: number, steps: number): FlowSolver {
  const { size, channels } = config
  const graph = new Graph(weights, 'constants')
  const field: VelocityField = (x, t, tensors, given) => velocity(x, t, tensors, config, given)
  const step = addHeunStep(graph, field, [batch, size, size, channels], givenShapes(config, batch))
  const session = graph.load()
  return {
    toPatches: (noise, conditions) => solve(session, step, noise, { steps }, { conditions }),
    toNoise: (patches, conditions) => solve(session, step, patches, { steps, from: 1, to: 0 }, { conditions }),
    free: () => session.free(),
  }
}
