import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { dataChannels } from '../../../src-shared/model/latent-shape.ts'
import { givenShapes, type GivenInput } from '../flow/conditions.ts'
import { inPrecision } from '../runtime/bfloat16.ts'
import type { Graph } from '../runtime/graph.ts'
import { keyShape } from '../runtime/random-numbers.ts'
import type { GraphFunction, Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Batch } from './batches.ts'

// What the compiled steps of all models have in common.

/** Inputs that a batch feeds; `masks`, `noise` and what is given only if compiled for them. */
export type BatchInput = 'patches' | 'key' | 'masks' | 'noise' | GivenInput

/** Shapes of a batch's inputs. @param masked whether batches have masks */
export function batchInputs(config: TrainingConfig, masked: boolean): Record<BatchInput, readonly number[]> {
  const { batchSize, size } = config
  const patches = [batchSize, size, size, dataChannels(config)]
  return {
    patches,
    key: keyShape,
    ...(masked ? { masks: [batchSize, size, size, 1] } : {}),
    ...(config.likelihoodNoise === 'maps' ? { noise: patches } : {}),
    ...givenShapes(config, batchSize),
  } as Record<BatchInput, readonly number[]>
}

/** A batch as feeds; each function reads what it was compiled for. */
export const batchFeeds = (batch: Batch) => batch as Record<BatchInput, Float32Array>

/** A batch's masks, or its noise maps; null if it has none. */
export const mapsOf = (maps: Tensor | undefined) => (maps as Tensor4D | undefined) ?? null

/**
 * The step without the norm of its gradient. TensorFlow computes only the outputs that are requested: the norm takes as
 * long as reading all weights.
 */
export const withoutNorm = <I extends string, O extends string>(step: GraphFunction<I, O>): GraphFunction<I, O> => ({
  ...step,
  outputs: step.outputs.filter(({ key }) => key !== 'gradientNorm'),
})

/** Loads a training's graph: only its `step` is in the training's precision, evaluation and outputs stay in float32. */
export const loadTraining = (graph: Graph, { precision }: Pick<TrainingConfig, 'precision'>): Session =>
  graph.load((nodes) => inPrecision(nodes, [{ name: 'step' }], precision))

/** A sample of posteriors [batch, side, side, means and ln of widths]. noise: [batch, side, side, latents]. */
export function posteriorSample(posteriors: Tensor4D, noise: Tensor4D): Tensor4D {
  const { tf } = tensorflow()
  const [means, logWidths] = tf.split(posteriors, 2, 3)
  return tf.add(means, tf.mul(tf.exp(logWidths), noise))
}
