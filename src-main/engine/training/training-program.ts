import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { elboTerms, trainingLoss } from '../model/elbo.ts'
import { decode, encode, modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { bfloat16Kernels, convolutionsInBfloat16 } from '../runtime/bfloat16.ts'
import { Graph, type Weights } from '../runtime/graph.ts'
import { keyShape, randomNormal } from '../runtime/random-normal.ts'
import type { Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'
import type { StepSchedule } from './schedules.ts'

/** Inputs that a batch feeds; `masks` only if compiled for them. */
type BatchInput = 'patches' | 'key' | 'masks'

const masksOf = (masks: Tensor | undefined) => (masks as Tensor4D | undefined) ?? null

/** Terms of the negative ELBO. */
export interface ElboParts<T> {
  reconstruction: T
  kl: T
}

/** A model in training; its weights and Adam's state reside in TensorFlow. */
export interface TrainingProgram {
  /** One step of Adam; returns the terms of the batch's mean negative ELBO before it. */
  step(batch: Batch, schedule: StepSchedule): ElboParts<number>
  /** Like `step`, with the norm over all gradients, before clipping. */
  stepWithNorm(batch: Batch, schedule: StepSchedule): ElboParts<number> & { gradientNorm: number }
  /**
   * ELBO terms of each patch with batch normalisation in inference mode, [batch], and the KL per latent, [batch,
   * latents]; changes nothing.
   */
  evaluate(batch: Batch): ElboParts<Float32Array> & { latentKl: Float32Array }
  /** The decoded posterior mean of one patch. */
  reconstruct(patch: Float32Array): Float32Array
  session: Session
}

/**
 * Compiles the training of a model with these initial weights.
 * @param masked whether batches have masks: without, the graph knows nothing of them
 * @throws EngineError 'graph'
 */
export function compileTraining(config: TrainingConfig, weights: Weights, masked = false): TrainingProgram {
  const { tf } = tensorflow()
  const { batchSize, size, channels, latentDimension, beta1, beta2, epsilon, gradientClip, batchNormMomentum } = config
  const inputs: Record<BatchInput, readonly number[]> = {
    patches: [batchSize, size, size, channels],
    key: keyShape,
    ...((masked ? { masks: [batchSize, size, size, 1] } : {}) as { masks: number[] }),
  }
  const noise = (key: Tensor) => randomNormal([batchSize, latentDimension], key) as Tensor2D
  const trainable = modelWeights(config)
    .filter((entry) => entry.trainable)
    .map((entry) => entry.name)
  const graph = new Graph(weights)

  const stepWithNorm = addTrainingStep<BatchInput | 'klWeight', 'reconstruction' | 'kl'>(
    graph,
    'step',
    ({ patches, key, masks, klWeight }, weights) => {
      const updates: Record<string, Tensor> = {}
      const mode = { kind: 'training', momentum: batchNormMomentum, updates } as const
      const terms = elboTerms(patches as Tensor4D, noise(key), weights, config, mode, masksOf(masks))
      const outputs = { reconstruction: tf.mean(terms.reconstruction), kl: tf.mean(terms.kl) }
      return { loss: trainingLoss(terms, klWeight as Scalar, config.freeBits), outputs, updates }
    },
    { inputs: { ...inputs, klWeight: [] }, trainable, adam: { beta1, beta2, epsilon, gradientClip } },
  )
  // TensorFlow computes only the outputs that are requested: the norm takes as long as reading all weights.
  const step = { ...stepWithNorm, outputs: stepWithNorm.outputs.filter(({ key }) => key !== 'gradientNorm') }

  const inference = { kind: 'inference' } as const
  const evaluate = graph.add<BatchInput, 'reconstruction' | 'kl' | 'latentKl'>(
    'evaluate',
    ({ patches, key, masks }, weights) => ({
      ...elboTerms(patches as Tensor4D, noise(key), weights, config, inference, masksOf(masks)),
    }),
    inputs,
  )
  const reconstruct = graph.add(
    'reconstruct',
    ({ patch }, weights) => {
      const { mean } = encode(patch as Tensor4D, weights, config, inference)
      return { reconstruction: decode(mean, weights, config, inference) }
    },
    { patch: [1, size, size, channels] },
  )

  // Only the step: evaluation and outputs stay in float32, whatever the training precision.
  const session = graph.load((nodes) =>
    config.precision === 'bfloat16' ? convolutionsInBfloat16(nodes, 'step', bfloat16Kernels()) : nodes,
  )
  const feed = (batch: Batch) => batch as Batch & { masks: Float32Array }
  const feeds = (batch: Batch, { learningRate, klWeight }: StepSchedule) => ({
    ...feed(batch),
    learningRate: Float32Array.of(learningRate),
    klWeight: Float32Array.of(klWeight),
  })
  return {
    step(batch, schedule) {
      const { reconstruction, kl } = session.run(step, feeds(batch, schedule))
      return { reconstruction: reconstruction[0], kl: kl[0] }
    },
    stepWithNorm(batch, schedule) {
      const { reconstruction, kl, gradientNorm } = session.run(stepWithNorm, feeds(batch, schedule))
      return { reconstruction: reconstruction[0], kl: kl[0], gradientNorm: gradientNorm[0] }
    },
    evaluate: (batch) => session.run(evaluate, feed(batch)),
    reconstruct: (patch) => session.run(reconstruct, { patch }).reconstruction,
    session,
  }
}
