import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { elboTerms, trainingLoss } from '../model/elbo.ts'
import { decode, encode, modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { Graph, type Weights } from '../runtime/graph.ts'
import { randomNormal } from '../runtime/random-numbers.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'
import type { StepSchedule } from './schedules.ts'
import { batchFeeds, batchInputs, loadTraining, mapsOf, withoutNorm, type BatchInput } from './step-parts.ts'
import type { TrainingProgram } from './training-program.ts'

/** Compiles the training of an autoencoder; its loss is the negative ELBO. @throws EngineError 'graph' */
export function compileAutoencoder(config: TrainingConfig, weights: Weights, masked: boolean): TrainingProgram {
  const { tf } = tensorflow()
  const { batchSize, size, channels, latentDimension, beta1, beta2, epsilon, gradientClip, batchNormMomentum } = config
  const inputs = batchInputs(config, masked)
  const drawn = (key: Tensor) => randomNormal([batchSize, latentDimension], key) as Tensor2D
  const trainable = modelWeights(config)
    .filter((entry) => entry.trainable)
    .map((entry) => entry.name)
  const graph = new Graph(weights)

  const stepWithNorm = addTrainingStep<BatchInput | 'klWeight', 'reconstruction' | 'kl'>(
    graph,
    'step',
    ({ patches, key, masks, noise, klWeight }, weights) => {
      const updates: Record<string, Tensor> = {}
      const mode = { kind: 'training', momentum: batchNormMomentum, updates } as const
      const terms = elboTerms(patches as Tensor4D, drawn(key), weights, config, mode, mapsOf(masks), mapsOf(noise))
      const outputs = { reconstruction: tf.mean(terms.reconstruction), kl: tf.mean(terms.kl) }
      return { loss: trainingLoss(terms, klWeight as Scalar, config.freeBits), outputs, updates }
    },
    { inputs: { ...inputs, klWeight: [] }, trainable, adam: { beta1, beta2, epsilon, gradientClip } },
  )
  const step = withoutNorm(stepWithNorm)

  const inference = { kind: 'inference' } as const
  const evaluate = graph.add<BatchInput, 'reconstruction' | 'kl' | 'latentKl'>(
    'evaluate',
    ({ patches, key, masks, noise }, weights) => ({
      ...elboTerms(patches as Tensor4D, drawn(key), weights, config, inference, mapsOf(masks), mapsOf(noise)),
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

  const session = loadTraining(graph, config)
  const feeds = (batch: Batch, { learningRate, klWeight }: StepSchedule) => ({
    ...batchFeeds(batch),
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
      return { terms: { reconstruction: reconstruction[0], kl: kl[0] }, gradientNorm: gradientNorm[0] }
    },
    evaluate(batch) {
      // Batch normalisation is in inference mode.
      const { reconstruction, kl, latentKl } = session.run(evaluate, batchFeeds(batch))
      return { terms: { reconstruction, kl }, latentKl }
    },
    show({ patch }) {
      const pair = new Float32Array(2 * patch.length)
      pair.set(patch)
      pair.set(session.run(reconstruct, { patch }).reconstruction, patch.length)
      return pair
    },
    session,
  }
}
