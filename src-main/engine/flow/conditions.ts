import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { ConditionScaling } from '../../../src-shared/model/condition-scaling.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { activations } from '../model/activation.ts'
import { dense } from '../model/layers.ts'
import { kernelAndBias, silent, type WeightEntry } from '../model/weight-table.ts'
import type { Weight, Weights, WeightTensors } from '../runtime/graph.ts'
import { tensorflow } from '../runtime/tensorflow.ts'

/** What a velocity is told besides place and time. */
export interface Given {
  /** Values of the conditions as they are in patches.csv, [batch, conditions]. */
  conditions?: Tensor2D
  /** The coarser picture that an octave's details are added to, and what is observed, on their grid: [batch, side, side, seen]. */
  picture?: Tensor4D
}
export type GivenInput = keyof Given
export type GivenShapes = Partial<Record<GivenInput, readonly number[]>>
export type GivenArrays = Partial<Record<GivenInput, Float32Array>>

const layers = ['velocity/conditions', 'velocity/conditions_1'] as const
/** How the values are scaled, [3, conditions]: 1 for a logarithm, then centres, then scales. */
const scalingName = 'velocity/conditions/scaling'

/** Shapes of what the flow of a configuration is told. */
export const givenShapes = ({ conditions }: Pick<ModelConfig, 'conditions'>, batch: number): GivenShapes =>
  conditions.length > 0 ? { conditions: [batch, conditions.length] } : {}

/** The second layer begins as 0, so that a flow begins as it does without conditions. */
export const conditionWeights = ({
  conditions: { length },
  embedding,
}: Pick<ModelConfig, 'conditions' | 'embedding'>): WeightEntry[] =>
  length === 0
    ? []
    : [
        { name: scalingName, shape: [3, length], initializer: 'zeros', trainable: false },
        ...kernelAndBias(layers[0], [length, embedding], embedding),
        ...silent(kernelAndBias(layers[1], [embedding, embedding], embedding)),
      ]

/**
 * Weights with the scaling of the conditions.
 * @param prefixes of the names of each network that is told them
 */
export function withScaling(
  weights: Weights,
  scalings: readonly ConditionScaling[],
  prefixes: readonly string[] = [''],
): Weights {
  if (scalings.length === 0) return weights
  const rows = [scalings.map(({ log }) => Number(log)), scalings.map(({ centre }) => centre)]
  const scaling: Weight = {
    shape: [3, scalings.length],
    values: Float32Array.from([...rows, scalings.map(({ scale }) => scale)].flat()),
  }
  return { ...weights, ...Object.fromEntries(prefixes.map((prefix) => [prefix + scalingName, scaling])) }
}

/** The scaling of the conditions that a flow was trained with, in their order. */
export function scalingsOf(weights: Weights): ConditionScaling[] {
  const { values } = weights[scalingName] ?? { values: new Float32Array() }
  const count = values.length / 3
  return Array.from({ length: count }, (_, i) => ({
    log: values[i] === 1,
    centre: values[count + i],
    scale: values[2 * count + i],
  }))
}

/**
 * What every block is told of the conditions, added to what it is told of time: their scaled values through two dense
 * layers. [batch, conditions] -> [batch, embedding].
 */
export function embedConditions(
  conditions: Tensor2D,
  weights: WeightTensors,
  { activation }: Pick<ModelConfig, 'activation'>,
): Tensor2D {
  const { tf } = tensorflow()
  const [isLog, centre, scale] = tf.split(weights[scalingName], 3, 0)
  // The logarithm of the others is not used, but must be finite.
  const logarithm = tf.log(tf.maximum(conditions, 1e-30))
  const values = tf.add(tf.mul(isLog, logarithm), tf.mul(tf.sub(1, isLog), conditions))
  const scaled = tf.div(tf.sub(values, centre), scale) as Tensor2D
  return dense(activations[activation](dense(scaled, weights, layers[0])), weights, layers[1])
}
