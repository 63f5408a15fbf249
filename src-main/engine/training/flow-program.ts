import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { averaged, initialAverages, newAverages } from '../flow/averaged-weights.ts'
import { drawWith } from '../flow/draw.ts'
import { flowLoss, flowTimes } from '../flow/flow-loss.ts'
import { givenShapes, type Given } from '../flow/conditions.ts'
import { addHeunStep, type VelocityField } from '../flow/solve.ts'
import { velocity } from '../flow/velocity.ts'
import { modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { Graph, type Weights, type WeightTensors } from '../runtime/graph.ts'
import { randomNormal, randomUniform } from '../runtime/random-numbers.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'
import type { StepSchedule } from './schedules.ts'
import { batchFeeds, batchInputs, loadTraining, masksOf, withoutNorm, type BatchInput } from './step-parts.ts'
import type { TrainingProgram } from './training-program.ts'

/** Steps of the draws that show how far the training is, and their seed. */
const shown = { steps: 12, seed: 0 }

/** Compiles the training of a flow; its loss is the error of the velocity. @throws EngineError 'graph' */
export function compileFlow(config: TrainingConfig, weights: Weights, masked: boolean): TrainingProgram {
  const { tf } = tensorflow()
  const { batchSize, size, channels, beta1, beta2, epsilon, gradientClip, startShare } = config
  const shape = [batchSize, size, size, channels]
  const inputs = batchInputs(config, masked)
  const trainable = modelWeights(config).flatMap(({ name, trainable }) => (trainable ? [name] : []))
  const loss = ({ patches, key, masks, ...given }: Record<BatchInput, Tensor>, weights: WeightTensors): Tensor1D => {
    // Other keys, or they would be made of the same numbers.
    const times = flowTimes(randomUniform([batchSize], tf.add(key, 1)) as Tensor1D, startShare)
    const noise = randomNormal(shape, key) as Tensor4D
    const data =
      config.space === 'latents'
        ? posteriorSample(patches as Tensor4D, randomNormal(shape, tf.add(key, 2)) as Tensor4D)
        : (patches as Tensor4D)
    return flowLoss(data, noise, times, weights, config, masksOf(masks), given as Given)
  }
  const graph = new Graph(startOf(weights))
  const stepWithNorm = addTrainingStep<BatchInput | 'averaging', 'velocity'>(
    graph,
    'step',
    ({ averaging, ...batch }, weights) => {
      const error = tf.mean(loss(batch, weights))
      return { loss: error, outputs: { velocity: error }, updates: newAverages(weights, trainable, averaging) }
    },
    { inputs: { ...inputs, averaging: [] }, trainable, adam: { beta1, beta2, epsilon, gradientClip } },
  )
  const step = withoutNorm(stepWithNorm)
  const evaluate = graph.add<BatchInput, 'velocity'>(
    'evaluate',
    (batch, weights) => ({ velocity: loss(batch, averaged(weights)) }),
    inputs,
  )
  const mean: VelocityField = (x, t, weights, given) => velocity(x, t, averaged(weights), config, given)
  const solver = addHeunStep(graph, mean, [2, size, size, channels], givenShapes(config, 2))

  const session = loadTraining(graph, config)
  const feeds = (batch: Batch, { learningRate, averaging }: StepSchedule) => ({
    ...batchFeeds(batch),
    learningRate: Float32Array.of(learningRate),
    averaging: Float32Array.of(averaging),
  })
  return {
    step: (batch, schedule) => ({ velocity: session.run(step, feeds(batch, schedule)).velocity[0] }),
    stepWithNorm(batch, schedule) {
      const { velocity, gradientNorm } = session.run(stepWithNorm, feeds(batch, schedule))
      return { terms: { velocity: velocity[0] }, gradientNorm: gradientNorm[0] }
    },
    evaluate: (batch) => ({ terms: { ...session.run(evaluate, batchFeeds(batch)) }, latentKl: null }),
    show: (_, conditions) => drawWith(session, solver, shown, { conditions: twice(conditions) }),
    session,
  }
}

/** A sample of posteriors [batch, side, side, means and ln of widths]. noise: [batch, side, side, latents]. */
function posteriorSample(posteriors: Tensor4D, noise: Tensor4D): Tensor4D {
  const { tf } = tensorflow()
  const [means, logWidths] = tf.split(posteriors, 2, 3)
  return tf.add(means, tf.mul(tf.exp(logWidths), noise))
}

/** Both draws have the same conditions. */
const twice = (conditions: Float32Array) => Float32Array.of(...conditions, ...conditions)

/** With running means, which begin at the weights unless they are given. */
const startOf = (weights: Weights): Weights =>
  Object.keys(averaged(weights)).length > 0 ? weights : { ...weights, ...initialAverages(weights) }
