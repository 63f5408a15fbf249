import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Graph, InputShapes, WeightTensors } from '../runtime/graph.ts'
import type { GraphFunction, Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Given, GivenArrays, GivenInput, GivenShapes } from './conditions.ts'

/** dx/dt at x [batch, size, size, channels] and t [batch], as x, of what is given. */
export type VelocityField = (x: Tensor4D, t: Tensor1D, weights: WeightTensors, given?: Given) => Tensor4D

/** What a velocity is recorded for. */
export interface VelocityShapes {
  /** Of x, [batch, size, size, channels]. */
  shape: readonly number[]
  /** Of what is given. */
  given?: GivenShapes
  /** What its name in the graph begins with. */
  prefix?: string
}

/** The velocity v at x and time t [], of what is given if it is compiled for that. */
export type VelocityFunction = GraphFunction<VelocityInput, 'v'>
type VelocityInput = 'x' | 't' | GivenInput

/** Records a velocity. */
export function addVelocity(
  graph: Graph,
  field: VelocityField,
  { shape, given = {}, prefix = '' }: VelocityShapes,
): VelocityFunction {
  return graph.add<VelocityInput, 'v'>(
    `${prefix}v`,
    ({ x, t, ...given }, weights) => ({ v: field(x as Tensor4D, alike(t, shape[0]), weights, given as Given) }),
    { x: shape, t: [], ...given } as InputShapes<VelocityInput>,
  )
}

/** The same time for a whole batch. */
export const alike = (t: Tensor, batch: number): Tensor1D => tensorflow().tf.fill([batch], 1).mul(t)

/** @param given what the velocity is compiled for */
export const velocityAt =
  (session: Session, velocity: VelocityFunction, given: GivenArrays = {}) =>
  (x: Float32Array, t: number): Float32Array =>
    session.run(velocity, { x, t: Float32Array.of(t), ...given } as Record<VelocityInput, Float32Array>).v
