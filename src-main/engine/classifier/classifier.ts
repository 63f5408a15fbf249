import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { initialWeights } from '../model/initial-weights.ts'
import { parameterCount } from '../model/weight-table.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { Graph } from '../runtime/graph.ts'
import { classifierWeights, crossEntropy, logOdds } from './network.ts'

/** A compiled classifier of patches into two sets. Release it with `free`. */
export interface Classifier {
  batchSize: number
  parameters: number
  /** Draws new weights, and forgets what was learnt. */
  restart(seed: number): void
  /**
   * One step of Adam; returns the batch's mean cross entropy before it, in nats.
   * @param patches [batchSize, size, size]; `labels` [batchSize], 1 for the second set
   */
  step(patches: Float32Array, labels: Float32Array, learningRate: number): number
  /** Log odds of the second set for each patch, [batchSize]. */
  odds(patches: Float32Array): Float32Array
  free(): void
}

/** @throws EngineError 'graph' */
export function compileClassifier(size: number, batchSize: number): Classifier {
  const entries = classifierWeights(size)
  const trainable = entries.filter((entry) => entry.trainable).map(({ name }) => name)
  const graph = new Graph(initialWeights(entries, 0))
  const patches = [batchSize, size, size, 1]
  const step = addTrainingStep<'patches' | 'labels', never>(
    graph,
    'step',
    ({ patches, labels }, weights) => {
      const updates: Record<string, Tensor> = {}
      const mode = { kind: 'training', momentum: 0.9, updates } as const
      return { loss: crossEntropy(logOdds(patches as Tensor4D, weights, mode), labels), outputs: {}, updates }
    },
    { inputs: { patches, labels: [batchSize] }, trainable, adam: { beta1: 0.9 } },
  )
  const odds = graph.add<'patches', 'odds'>(
    'odds',
    ({ patches }, weights) => ({ odds: logOdds(patches as Tensor4D, weights, { kind: 'inference' }) }),
    { patches },
  )
  const session = graph.load()
  return {
    batchSize,
    parameters: parameterCount(entries, true),
    restart(seed) {
      // Adam's moments and powers have initial values in the graph.
      session.execute('ready')
      const weights = initialWeights(entries, seed)
      session.putAll(Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, values])))
    },
    step: (patches, labels, learningRate) =>
      session.run(step, { patches, labels, learningRate: Float32Array.of(learningRate) }).loss[0],
    odds: (patches) => session.run(odds, { patches }).odds,
    free: () => session.free(),
  }
}
