import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'
import { axisOf, shape, type Draw, type OpCase, type OpCases } from './op-case.ts'

const { tf, backend, binding } = tensorflow()
const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value })

const unary =
  (f: (x: Tensor) => Tensor) =>
  (draw: Draw): OpCase => ({ inputs: [shape(draw)], f })

/** Two shapes that broadcast: one lacks leading axes, some lengths are 1. */
const binary =
  (f: (a: Tensor, b: Tensor) => Tensor) =>
  (draw: Draw): OpCase => {
    const a = shape(draw)
    const b = a.slice(draw(0, a.length)).map((length) => (draw(0, 2) ? length : 1))
    return { inputs: draw(0, 1) ? [a, b] : [b, a], f }
  }
const positive = (x: Tensor) => tf.add(tf.abs(x), 1)

const floats = {
  Abs: tf.abs,
  Neg: tf.neg,
  Sign: tf.sign,
  Square: tf.square,
  Sqrt: tf.sqrt,
  Rsqrt: tf.rsqrt,
  Reciprocal: tf.reciprocal,
  Exp: tf.exp,
  Expm1: tf.expm1,
  Log: tf.log,
  Log1p: tf.log1p,
  Erf: tf.erf,
  Floor: tf.floor,
  Ceil: tf.ceil,
  Round: tf.round,
  Sin: tf.sin,
  Cos: tf.cos,
  Tan: tf.tan,
  Asin: tf.asin,
  Acos: tf.acos,
  Atan: tf.atan,
  Sinh: tf.sinh,
  Cosh: tf.cosh,
  Tanh: tf.tanh,
  Asinh: tf.asinh,
  Acosh: tf.acosh,
  Atanh: tf.atanh,
  Relu: tf.relu,
  Relu6: tf.relu6,
  LeakyRelu: tf.leakyRelu,
  Elu: tf.elu,
  Selu: tf.selu,
  Softplus: tf.softplus,
  Sigmoid: tf.sigmoid,
  IsNan: tf.isNaN,
  IsInf: tf.isInf,
  IsFinite: tf.isFinite,
} as const
const pairs = {
  Add: tf.add,
  Sub: tf.sub,
  Mul: tf.mul,
  RealDiv: tf.div,
  FloorMod: tf.mod,
  Atan2: tf.atan2,
  Maximum: tf.maximum,
  Minimum: tf.minimum,
  SquaredDifference: tf.squaredDifference,
  Equal: tf.equal,
  NotEqual: tf.notEqual,
  Less: tf.less,
  LessEqual: tf.lessEqual,
  Greater: tf.greater,
  GreaterEqual: tf.greaterEqual,
} as const

// The kernels themselves: tfjs composes most of these gradients from other ops.
const slopes = 'ReluGrad Relu6Grad LeakyReluGrad EluGrad SeluGrad SoftplusGrad SigmoidGrad TanhGrad'.split(' ')

export const elementWise: OpCases = {
  ...Object.fromEntries(Object.entries(floats).map(([op, f]) => [op, unary(f as (x: Tensor) => Tensor)])),
  ...Object.fromEntries(Object.entries(pairs).map(([op, f]) => [op, binary(f as (a: Tensor, b: Tensor) => Tensor)])),
  ...Object.fromEntries(
    slopes.map((op) => [op, unary((x) => backend.executeSingleOutput(op, [type('T', binding.TF_FLOAT)], [x, x]))]),
  ),
  Softmax: (draw) => ({ inputs: [shape(draw, 1)], f: (x) => tf.softmax(x) }),
  ZerosLike: unary(tf.zerosLike),
  OnesLike: unary((x) => backend.executeSingleOutput('OnesLike', [type('T', binding.TF_FLOAT)], [x])),
  AddN: (draw) => {
    const x = shape(draw)
    return { inputs: Array.from({ length: draw(2, 4) }, () => x), f: (...all) => tf.addN(all) }
  },
  Div: binary((a, b) => backend.executeSingleOutput('Div', [type('T', binding.TF_FLOAT)], [a, positive(b)])),
  FloorDiv: binary((a, b) => tf.floorDiv(a, positive(b))),
  Pow: binary((a, b) => tf.pow(positive(a), b)),
  LogicalNot: unary((x) => tf.logicalNot(tf.greater(x, 0))),
  LogicalAnd: binary((a, b) => tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0))),
  LogicalOr: binary((a, b) => tf.logicalOr(tf.greater(a, 0), tf.greater(b, 0))),
  Select: binary((a, b) => tf.where(tf.greater(a, b), a, b)),
  Cast: unary((x) => tf.cast(x, 'int32')),
  Cumsum: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.cumsum(x, axis) }
  },
  Cumprod: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.cumprod(x, axis, true, true) }
  },
}
