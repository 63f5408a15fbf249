import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'
import { axisOf, shape, type Draw, type OpCase, type OpCases } from './op-case.ts'

const { tf } = tensorflow()

const reduction =
  (f: (x: Tensor, axes: number[], keepDims: boolean) => Tensor) =>
  (draw: Draw): OpCase => {
    const x = shape(draw, 1)
    const axes = x.map((_, i) => i).filter(() => draw(0, 1))
    const keepDims = draw(0, 1) === 1
    return { inputs: [x], f: (x) => f(x, axes.length > 0 ? axes : [0], keepDims) }
  }

export const reductions: OpCases = {
  Sum: reduction(tf.sum),
  Mean: reduction(tf.mean),
  Prod: reduction(tf.prod),
  Max: reduction(tf.max),
  Min: reduction(tf.min),
  Any: reduction((x, axes, keep) => tf.any(tf.greater(x, 1), axes, keep)),
  All: reduction((x, axes, keep) => tf.all(tf.greater(x, -1), axes, keep)),
  ArgMax: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.argMax(x, axis) }
  },
  ArgMin: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.argMin(x, axis) }
  },
}
