import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { cropSide } from '../../../src-shared/model/octaves.ts'
import { fromFractions } from '../../../src-shared/model/polarisation.ts'
import { averaged, newAverages, withAverages } from '../flow/averaged-weights.ts'
import { addChainVelocities, chainFields, chainToPatches } from '../flow/chain.ts'
import { noiseOfDraws } from '../flow/draw.ts'
import type { Given } from '../flow/conditions.ts'
import { flowLoss, flowTimes } from '../flow/flow-loss.ts'
import { levelNetworks, scalesOf, spreadOf, weightsOfLevel, type LevelNetwork } from '../flow/level-networks.ts'
import { modelWeights } from '../model/model.ts'
import { addTrainingStep } from '../runtime/adam.ts'
import { Graph, type Weights, type WeightTensors } from '../runtime/graph.ts'
import { randomNormal, randomUniform } from '../runtime/random-numbers.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'
import { feedsOfLevels, levelInputs } from './level-feeds.ts'
import type { StepSchedule } from './schedules.ts'
import { batchInputs, loadTraining, mapsOf, posteriorSample, withoutNorm } from './step-parts.ts'
import { termOf, type Terms, type TrainingProgram } from './training-program.ts'

/** Steps of the draws that show how far the training is, and their seed. */
const shown = { count: 2, steps: 12, seed: 0 }

/**
 * Compiles the training of a flow, of one level or of several at once; its loss is the error of the velocity, summed over
 * levels.
 * @throws EngineError 'graph'
 */
export function compileFlow(config: TrainingConfig, weights: Weights, masked: boolean): TrainingProgram {
  const { tf } = tensorflow()
  const { beta1, beta2, epsilon, gradientClip } = config
  const levels = levelNetworks(config)
  const scales = scalesOf(weights, config)
  const inputs = flowInputs(config, levels, masked)
  const trainable = modelWeights(config).flatMap(({ name, trainable }) => (trainable ? [name] : []))
  const losses = (batch: Record<string, Tensor>, weights: WeightTensors) =>
    levels.map((level) => lossOfLevel(batch, weights, level, config))
  const named = <T>(values: readonly T[]) =>
    Object.fromEntries(values.map((value, octave) => [termOf(octave), value])) as Record<string, T>

  const graph = new Graph(withAverages(weights))
  const stepWithNorm = addTrainingStep<string, string>(
    graph,
    'step',
    ({ averaging, ...batch }, weights) => {
      const errors = losses(batch, weights).map((loss) => tf.mean(loss))
      return { loss: tf.addN(errors), outputs: named(errors), updates: newAverages(weights, trainable, averaging) }
    },
    { inputs: { ...inputs, averaging: [] }, trainable, adam: { beta1, beta2, epsilon, gradientClip } },
  )
  const step = withoutNorm(stepWithNorm)
  const evaluate = graph.add('evaluate', (batch, weights) => named(losses(batch, averaged(weights))), inputs)
  const velocities = addChainVelocities(graph, chainFields(config, { batch: shown.count }, averaged))

  const session = loadTraining(graph, config)
  const feeds = (batch: Batch, { learningRate, averaging }: StepSchedule) => ({
    ...feedsOfLevels(batch, config, levels, scales),
    learningRate: Float32Array.of(learningRate),
    averaging: Float32Array.of(averaging),
  })
  const termsOf = (outputs: Record<string, Float32Array>): Terms =>
    named(levels.map(({ octave }) => outputs[termOf(octave)][0]))
  return {
    step: (batch, schedule) => termsOf(session.run(step, feeds(batch, schedule))),
    stepWithNorm(batch, schedule) {
      const outputs = session.run(stepWithNorm, feeds(batch, schedule))
      return { terms: termsOf(outputs), gradientNorm: outputs.gradientNorm[0] }
    },
    evaluate: (batch) => ({
      terms: { ...session.run(evaluate, feedsOfLevels(batch, config, levels, scales)) },
      latentKl: null,
    }),
    show({ conditions, observation }) {
      const made = chainToPatches(
        { session, velocities, config, scales },
        noiseOfDraws(shown.count, config.latentDimension, shown.seed),
        shown,
        { conditions: twice(conditions), ...(observation && { observation: twice(observation) }) },
      )
      const spread = spreadOf(weights)
      return spread === null ? made : fromFractions(made, spread)
    },
    session,
  }
}

/** Shapes of what a batch feeds to a flow's step. */
function flowInputs(config: TrainingConfig, levels: readonly LevelNetwork[], masked: boolean) {
  const [coarsest, ...octaves] = levels
  const inputs: Record<string, readonly number[]> = batchInputs({ ...config, size: coarsest.side }, masked)
  if (coarsest.seen > 0) inputs.picture = [config.batchSize, coarsest.side, coarsest.side, coarsest.seen]
  for (const level of octaves) {
    const names = levelInputs(level.octave)
    const places = [config.batchSize, cropSide(level, config), cropSide(level, config)]
    inputs[names.data] = [...places, level.channels]
    inputs[names.picture] = [...places, level.seen]
    if (masked) inputs[names.masks] = [...places, 1]
  }
  return inputs
}

/** The error of a level's velocity, [batch]. */
function lossOfLevel(
  batch: Record<string, Tensor>,
  weights: WeightTensors,
  level: LevelNetwork,
  { startShare, space }: TrainingConfig,
): Tensor1D {
  const { tf } = tensorflow()
  const names = levelInputs(level.octave)
  const data = batch[names.data] as Tensor4D
  const shape = [...data.shape.slice(0, 3), level.channels]
  // Other keys, or they would be made of the same numbers.
  const key = tf.add(batch.key, 3 * level.octave)
  const times = flowTimes(randomUniform([shape[0]], tf.add(key, 1)) as Tensor1D, startShare)
  const noise = randomNormal(shape, key) as Tensor4D
  const sample = space === 'latents' ? posteriorSample(data, randomNormal(shape, tf.add(key, 2)) as Tensor4D) : data
  const given: Given = {
    conditions: batch.conditions as Tensor2D | undefined,
    picture: batch[names.picture] as Tensor4D | undefined,
  }
  const masks = mapsOf(batch[names.masks])
  return flowLoss(sample, noise, times, weightsOfLevel(weights, level), level.config, masks, given)
}

/** For both draws. */
function twice(values: Float32Array): Float32Array {
  const both = new Float32Array(2 * values.length)
  both.set(values)
  both.set(values, values.length)
  return both
}
