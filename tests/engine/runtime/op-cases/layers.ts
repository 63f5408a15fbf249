import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { batchNormInference, batchNormTraining, biasAdd } from '../../../../src-main/engine/model/kernels.ts'
import { keyShape, randomNormal, randomUniform } from '../../../../src-main/engine/runtime/random-numbers.ts'
import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'
import { gradient, shape, type Draw, type OpCase, type OpCases } from './op-case.ts'

const { tf } = tensorflow()

const gradientOf =
  (f: (x: Tensor, y: Tensor) => Tensor, withRespectTo: 0 | 1) =>
  (x: Tensor, y: Tensor): Tensor =>
    tf.grads((x: Tensor, y: Tensor) => tf.square(f(x, y)))([x, y])[withRespectTo]

const padding = (draw: Draw): 'same' | 'valid' => (draw(0, 1) ? 'same' : 'valid')

/** A picture and a kernel that fits into it. */
function convolution(
  draw: Draw,
  f: (x: Tensor4D, kernel: Tensor4D, draw: ConvolutionDraw) => Tensor,
  explicit = false,
): OpCase {
  const [rows, columns] = [draw(3, 9), draw(3, 9)]
  const channels = draw(1, 3)
  const inputs = [
    [draw(1, 2), rows, columns, channels],
    [draw(1, 3), draw(1, 3), channels, draw(1, 3)],
  ]
  const stride = draw(1, 3)
  const around = explicit && draw(0, 1) ? explicitly(draw) : padding(draw)
  const fits = around !== 'valid' || (rows > 4 && columns > 4)
  const drawn = { stride, padding: around, dilation: explicit && fits && stride === 1 ? draw(1, 2) : 1 }
  return { inputs, f: (x, kernel) => f(x as Tensor4D, kernel as Tensor4D, drawn) }
}
type ExplicitPadding = Extract<Parameters<typeof tf.conv2d>[3], unknown[]>
const explicitly = (draw: Draw): ExplicitPadding => [
  [0, 0],
  [draw(1, 2), draw(1, 2)],
  [draw(1, 2), draw(1, 2)],
  [0, 0],
]
interface ConvolutionDraw {
  stride: number
  padding: 'same' | 'valid' | ExplicitPadding
  dilation: number
}
const convolve = (x: Tensor4D, kernel: Tensor4D, { stride, padding, dilation }: ConvolutionDraw) =>
  tf.conv2d(x, kernel, stride, padding, 'NHWC', dilation)
const convolveByChannel = (x: Tensor4D, kernel: Tensor4D, { stride, padding }: ConvolutionDraw) =>
  tf.depthwiseConv2d(x, kernel, stride, padding as 'same' | 'valid')
const convolutionGradient = (f: typeof convolve, withRespectTo: 0 | 1) => (draw: Draw) =>
  convolution(draw, (x, kernel, drawn) =>
    gradientOf((x, kernel) => f(x as Tensor4D, kernel as Tensor4D, drawn), withRespectTo)(x, kernel),
  )

const pool =
  (f: (x: Tensor4D, side: number, stride: number, padding: 'same' | 'valid') => Tensor) =>
  (draw: Draw): OpCase => {
    const [side, stride, around] = [draw(1, 3), draw(1, 3), padding(draw)] as const
    return {
      inputs: [[draw(1, 2), draw(3, 8), draw(3, 8), draw(1, 3)]],
      f: (x) => f(x as Tensor4D, side, stride, around),
    }
  }
const resize =
  (f: (x: Tensor4D, size: [number, number]) => Tensor) =>
  (draw: Draw): OpCase => {
    const size: [number, number] = [draw(1, 7), draw(1, 7)]
    return { inputs: [[draw(1, 2), draw(1, 5), draw(1, 5), draw(1, 3)]], f: (x) => f(x as Tensor4D, size) }
  }
const bilinear = (x: Tensor4D, size: [number, number]) => tf.image.resizeBilinear(x, size)
const nearest = (x: Tensor4D, size: [number, number]) => tf.image.resizeNearestNeighbor(x, size)

const pictureAndChannels = (draw: Draw, many: number) => {
  const channels = draw(1, 4)
  return [[draw(1, 3), draw(2, 4), draw(2, 4), channels], ...Array.from({ length: many }, () => [channels])]
}

const batchNormalisation = (draw: Draw): OpCase => ({
  inputs: pictureAndChannels(draw, 4),
  f: (x, gamma, beta, mean, variance) => {
    const trained = batchNormTraining(x as Tensor4D, gamma, beta)
    return [
      trained.y,
      trained.mean,
      trained.variance,
      batchNormInference(x as Tensor4D, gamma, beta, mean, tf.square(variance)),
    ]
  },
})

export const layers: OpCases = {
  BatchMatMulV2: (draw) => {
    const [rows, inner, columns] = [draw(1, 5), draw(1, 5), draw(1, 5)]
    const [a, b] = [draw(0, 1), draw(0, 1)].map((flag) => flag === 1)
    const batch = shape(draw, 0, 2)
    const inputs = [
      [...batch, ...(a ? [inner, rows] : [rows, inner])],
      [...batch.map((length) => (draw(0, 1) ? length : 1)), ...(b ? [columns, inner] : [inner, columns])],
    ]
    return { inputs, f: (x, y) => tf.matMul(x, y, a, b) }
  },
  BiasAdd: (draw) => {
    const x = shape(draw, 2)
    return { inputs: [x, x.slice(-1)], f: (x, bias) => biasAdd(x, bias) }
  },
  BiasAddGrad: (draw) => {
    const x = shape(draw, 2)
    return { inputs: [x, x.slice(-1)], f: gradientOf(biasAdd, 1) }
  },
  Conv2D: (draw) => convolution(draw, convolve, true),
  Conv2DBackpropInput: convolutionGradient(convolve, 0),
  Conv2DBackpropFilter: convolutionGradient(convolve, 1),
  DepthwiseConv2dNative: (draw) => convolution(draw, convolveByChannel),
  DepthwiseConv2dNativeBackpropInput: convolutionGradient(convolveByChannel, 0),
  DepthwiseConv2dNativeBackpropFilter: convolutionGradient(convolveByChannel, 1),
  MaxPool: pool(tf.maxPool),
  AvgPool: pool(tf.avgPool),
  MaxPoolGrad: pool((x, ...window) => gradient((x) => tf.maxPool(x as Tensor4D, ...window))(x)),
  AvgPoolGrad: pool((x, ...window) => gradient((x) => tf.avgPool(x as Tensor4D, ...window))(x)),
  ResizeBilinear: resize(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeBilinearGrad: resize((x, size) => gradient((x) => bilinear(x as Tensor4D, size))(x)),
  ResizeNearestNeighborGrad: resize((x, size) => gradient((x) => nearest(x as Tensor4D, size))(x)),
  DepthToSpace: (draw) => {
    const block = draw(2, 3)
    return {
      inputs: [[draw(1, 2), draw(1, 3), draw(1, 3), block ** 2 * draw(1, 2)]],
      f: (x) => tf.depthToSpace(x as Tensor4D, block),
    }
  },
  FusedBatchNormV3: batchNormalisation,
  EuclideanNorm: batchNormalisation,
  // Not the squares: their sum does not depend on x, so its gradient would be pure rounding.
  FusedBatchNormGradV3: (draw) => ({
    inputs: pictureAndChannels(draw, 2),
    f: (...inputs) =>
      tf.grads((x: Tensor, gamma: Tensor, beta: Tensor) => tf.tanh(batchNormTraining(x as Tensor4D, gamma, beta).y))(
        inputs,
      ),
  }),
  StatelessRandomNormal: (draw) => {
    const drawn = shape(draw)
    return { inputs: [[...keyShape]], f: (key) => randomNormal(drawn, tf.mul(key, 1000)) }
  },
  StatelessRandomUniform: (draw) => {
    const drawn = shape(draw)
    return { inputs: [[...keyShape]], f: (key) => randomUniform(drawn, tf.mul(key, 1000)) }
  },
}
