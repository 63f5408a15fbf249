import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-preload/contract/runs.ts'
import { elboTerms } from '../model/elbo.ts'
import { decode, encode, modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { convolutionsInBfloat16 } from '../runtime/bfloat16.ts'
import { Graph, type Weights } from '../runtime/graph.ts'
import { keyShape, randomNormal } from '../runtime/random-normal.ts'
import type { Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'

/** Parts of the negative ELBO; single numbers are means over a batch. */
export interface ElboParts<T> {
  reconstruction: T
  kl: T
}

/** A model in training, its weights and Adam's state resident in TensorFlow. */
export interface TrainingProgram {
  /** One step of Adam; returns the batch's mean negative ELBO before it, and its parts. */
  step(batch: Batch): ElboParts<number> & { negativeElbo: number }
  /** ELBO parts of each patch with batch normalisation in inference mode; changes nothing. */
  evaluate(batch: Batch): ElboParts<Float32Array>
  /** The decoded posterior mean of one patch. */
  reconstruct(patch: Float32Array): Float32Array
  session: Session
}

/** Compiles the training of a model that starts from these weights. @throws EngineError 'graph' */
export function compileTraining(config: TrainingConfig, weights: Weights): TrainingProgram {
  const { tf } = tensorflow()
  const { batchSize, size, latentDimension, learningRate, beta1, batchNormMomentum } = config
  const inputs = { patches: [batchSize, size, size, 1], key: keyShape }
  const noise = (key: Tensor) => randomNormal([batchSize, latentDimension], key) as Tensor2D
  const trainable = modelWeights(config)
    .filter((entry) => entry.trainable)
    .map((entry) => entry.name)
  const graph = new Graph(weights)

  const step = addTrainingStep(
    graph,
    'step',
    ({ patches, key }, weights) => {
      const updates: Record<string, Tensor> = {}
      const mode = { kind: 'training', momentum: batchNormMomentum, updates } as const
      const terms = elboTerms(patches as Tensor4D, noise(key), weights, config, mode)
      const [reconstruction, kl] = [tf.mean(terms.reconstruction), tf.mean(terms.kl)]
      return { loss: tf.add(reconstruction, kl), outputs: { reconstruction, kl }, updates }
    },
    { inputs, trainable, adam: { learningRate, beta1 } },
  )

  const inference = { kind: 'inference' } as const
  const evaluate = graph.add<'patches' | 'key', 'reconstruction' | 'kl'>(
    'evaluate',
    ({ patches, key }, weights) => {
      const { reconstruction, kl } = elboTerms(patches as Tensor4D, noise(key), weights, config, inference)
      return { reconstruction, kl }
    },
    inputs,
  )
  const reconstruct = graph.add(
    'reconstruct',
    ({ patch }, weights) => {
      const { mean } = encode(patch as Tensor4D, weights, config, inference)
      return { reconstruction: decode(mean, weights, config, inference) }
    },
    { patch: [1, size, size, 1] },
  )

  // Only the step: what a training is judged by and gives out stays float32, whatever it was trained in.
  const session = graph.load((nodes) =>
    config.precision === 'bfloat16' ? convolutionsInBfloat16(nodes, 'step') : nodes,
  )
  return {
    step(batch) {
      const { loss, reconstruction, kl } = session.run(step, batch)
      return { negativeElbo: loss[0], reconstruction: reconstruction[0], kl: kl[0] }
    },
    evaluate: (batch) => session.run(evaluate, batch),
    reconstruct: (patch) => session.run(reconstruct, { patch }).reconstruction,
    session,
  }
}
