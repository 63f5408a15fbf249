import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { SolverName } from '../../../src-preload/contract/solver.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { addChainSteps, chainFields, chainToPatches } from '../flow/chain.ts'
import { scalesOf } from '../flow/level-networks.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { inPrecision } from '../runtime/bfloat16.ts'
import { Graph } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

/** What a flow that fills holes says of patches; all arrays are [batch, size, size, channels]. Release it with `free`. */
export interface FlowPosterior {
  /** Draws, of normal numbers [batch, values of a patch]. */
  place(noise: Float32Array, observation: Float32Array): Float32Array
  /**
   * The mean of all draws in one call: where a path begins, its velocity leads to the mean of all ends (x - n averaged over
   * x, for any n). Null for a flow with octaves, whose details have a mean only given the coarser picture.
   */
  mean: ((noise: Float32Array, observation: Float32Array) => Float32Array) | null
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
  const { batch, solverSteps, precision = 'float32' } = options
  const { tf } = tensorflow()
  const graph = new Graph(weights, 'constants')
  const fields = chainFields(config, options)
  const steps = addChainSteps(graph, fields)
  const ends =
    config.octaves > 0
      ? null
      : graph.add<'noise' | 'picture', 'mean'>(
          'mean',
          ({ noise, picture }, weights) => {
            const start = tf.zeros([batch]) as Tensor1D
            const velocity = fields[0].field(noise as Tensor4D, start, weights, { picture: picture as Tensor4D })
            return { mean: tf.add(noise, velocity) }
          },
          { noise: fields[0].options.shape, picture: fields[0].options.given!.picture! },
        )
  const session = graph.load((nodes) => inPrecision(nodes, steps, precision))
  const chain = { session, steps, config, scales: scalesOf(weights, config) }
  return {
    place: (noise, observation) => chainToPatches(chain, noise, solverSteps, { observation }),
    mean: ends && ((noise, observation) => session.run(ends, { noise, picture: observation }).mean),
    free: () => session.free(),
  }
}
