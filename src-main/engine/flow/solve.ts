import type { Scalar, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { Graph, InputShapes, WeightTensors } from '../runtime/graph.ts'
import type { GraphFunction, Session } from '../runtime/session.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import type { Given, GivenArrays, GivenInput, GivenShapes } from './conditions.ts'

/** dx/dt at x [batch, size, size, channels] and t [batch], as x, of what is given. */
export type VelocityField = (x: Tensor4D, t: Tensor1D, weights: WeightTensors, given?: Given) => Tensor4D

/** One step of a solver: x at time t [] -> at t + dt [], with what is given if it is compiled for that. */
export type SolverStep = GraphFunction<'x' | 't' | 'dt' | GivenInput, 'x'>

/**
 * Records a step of Heun's method: the mean of the velocities at both ends of an Euler step, of second order in dt.
 * @param shape of x, [batch, size, size, channels]
 * @param inputs shapes of what is given
 * @param name of the step in the graph
 */
export function addHeunStep(
  graph: Graph,
  field: VelocityField,
  shape: readonly number[],
  inputs: GivenShapes = {},
  name = 'heun',
): SolverStep {
  const { tf } = tensorflow()
  return graph.add<'x' | 't' | 'dt' | GivenInput, 'x'>(
    name,
    ({ x, t, dt, ...given }, weights) => {
      const at = (x: Tensor4D, t: Scalar) => field(x, tf.fill([shape[0]], 1).mul(t), weights, given as Given)
      const here = at(x as Tensor4D, t as Scalar)
      const there = at(tf.add(x, tf.mul(here, dt)), tf.add(t, dt))
      return { x: tf.add(x, tf.mul(tf.add(here, there), tf.mul(dt, 0.5))) }
    },
    { x: shape, t: [], dt: [], ...inputs } as InputShapes<'x' | 't' | 'dt' | GivenInput>,
  )
}

/** Times of a solution: from noise to patches in equal steps, or from 1 to 0 back to the noise. */
export interface Course {
  steps: number
  from?: number
  to?: number
}

/** The ends of each step of a course. */
export const stepsOf = ({ steps, from = 0, to = 1 }: Course): { t: number; dt: number }[] =>
  Array.from({ length: steps }, (_, i) => ({ t: from + ((to - from) * i) / steps, dt: (to - from) / steps }))

/** Carries x along a course. @param given what the step is compiled for */
export function solve(
  session: Session,
  step: SolverStep,
  x: Float32Array,
  course: Course,
  given: GivenArrays = {},
): Float32Array {
  let at = x
  for (const { t, dt } of stepsOf(course)) {
    const feeds = { x: at, t: Float32Array.of(t), dt: Float32Array.of(dt), ...given }
    at = session.run(step, feeds as Record<'x' | 't' | 'dt' | GivenInput, Float32Array>).x
  }
  return at
}
