import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { fromNoise, toNoise } from '../coupling/coupling.ts'
import { averaged, newAverages, withAverages } from '../flow/averaged-weights.ts'
import { noiseOfDraws } from '../flow/draw.ts'
import { modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { Graph, type Weights, type WeightTensors } from '../runtime/graph.ts'
import { randomNormal } from '../runtime/random-numbers.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'
import type { StepSchedule } from './schedules.ts'
import { batchFeeds, batchInputs, loadTraining, posteriorSample, withoutNorm, type BatchInput } from './step-parts.ts'
import type { TrainingProgram } from './training-program.ts'

/**
 * Compiles the training of a coupling flow on posteriors of latents; its loss is -ln p of a sample of each, in nats.
 * @throws EngineError 'graph'
 */
export function compileCoupling(config: TrainingConfig, weights: Weights): TrainingProgram {
  const { tf } = tensorflow()
  const { batchSize, size, channels, latentDimension, beta1, beta2, epsilon, gradientClip } = config
  const inputs = batchInputs(config, false)
  const trainable = modelWeights(config).map(({ name }) => name)
  const loss = ({ patches, key }: Record<BatchInput, Tensor>, weights: WeightTensors): Tensor1D => {
    const noise = randomNormal([batchSize, size, size, channels], key) as Tensor4D
    const latents = posteriorSample(patches as Tensor4D, noise).reshape<Tensor2D>([batchSize, latentDimension])
    const placed = toNoise(latents, weights, config)
    const squares = tf.add(tf.sum(tf.square(placed.noise), 1), latentDimension * Math.log(2 * Math.PI))
    return tf.sub(tf.mul(squares, 0.5), placed.logDeterminant)
  }
  const graph = new Graph(withAverages(weights))
  const stepWithNorm = addTrainingStep<BatchInput | 'averaging', 'density'>(
    graph,
    'step',
    ({ averaging, ...batch }, weights) => {
      const mean = tf.mean(loss(batch, weights))
      return { loss: mean, outputs: { density: mean }, updates: newAverages(weights, trainable, averaging) }
    },
    { inputs: { ...inputs, averaging: [] }, trainable, adam: { beta1, beta2, epsilon, gradientClip } },
  )
  const step = withoutNorm(stepWithNorm)
  const evaluate = graph.add<BatchInput, 'density'>(
    'evaluate',
    (batch, weights) => ({ density: loss(batch, averaged(weights)) }),
    inputs,
  )
  const draw = graph.add(
    'draw',
    ({ noise }, weights) => ({ latents: fromNoise(noise as Tensor2D, averaged(weights), config) }),
    { noise: [2, latentDimension] },
  )

  const session = loadTraining(graph, config)
  const feeds = (batch: Batch, { learningRate, averaging }: StepSchedule) => ({
    ...batchFeeds(batch),
    learningRate: Float32Array.of(learningRate),
    averaging: Float32Array.of(averaging),
  })
  return {
    step: (batch, schedule) => ({ density: session.run(step, feeds(batch, schedule)).density[0] }),
    stepWithNorm(batch, schedule) {
      const { density, gradientNorm } = session.run(stepWithNorm, feeds(batch, schedule))
      return { terms: { density: density[0] }, gradientNorm: gradientNorm[0] }
    },
    evaluate: (batch) => ({ terms: { ...session.run(evaluate, batchFeeds(batch)) }, latentKl: null }),
    show: () => session.run(draw, { noise: noiseOfDraws(2, latentDimension, 0) }).latents,
    session,
  }
}
