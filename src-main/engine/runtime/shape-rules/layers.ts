import { EngineError } from '../errors.ts'
import { FLOAT32 } from '../graph-node.ts'
import { attribute, broadcast, forAll, like, type Operation, type ShapeRule, type TensorKind } from './operation.ts'

const isChannelsFirst = (operation: Operation) => attribute<string>(operation, 'data_format') === 'NCHW'

/** x with other rows, columns and channels, after a sliding window of these rows and columns. */
function windowed(operation: Operation, sides: readonly [number, number], channels: number): TensorKind[] {
  const [{ shape, dtype }] = operation.inputs
  const first = isChannelsFirst(operation) ? 2 : 1
  const strides = attribute<number[]>(operation, 'strides')!
  const dilations = attribute<number[]>(operation, 'dilations')
  const paddings = attribute<number[]>(operation, 'explicit_paddings')
  const lengths = sides.map((side, i) => {
    const axis = first + i
    if (attribute(operation, 'padding') === 'SAME') return Math.ceil(shape[axis] / strides[axis])
    const around = paddings?.length ? paddings[2 * axis] + paddings[2 * axis + 1] : 0
    const reach = (side - 1) * (dilations?.[axis] ?? 1) + 1
    return Math.floor((shape[axis] + around - reach) / strides[axis]) + 1
  })
  const [batch] = shape
  return [{ shape: first === 2 ? [batch, channels, ...lengths] : [batch, ...lengths, channels], dtype }]
}

const channelsOf = (operation: Operation) => operation.inputs[0].shape.at(isChannelsFirst(operation) ? 1 : -1)!

/** Kernels are [rows, columns, in, out], depthwise kernels [rows, columns, in, multiplier]. */
const convolved: ShapeRule = (operation) => {
  const [rows, columns, , out] = operation.inputs[1].shape
  return windowed(operation, [rows, columns], out)
}
const convolvedByChannel: ShapeRule = (operation) => {
  const [rows, columns, channels, multiplier] = operation.inputs[1].shape
  return windowed(operation, [rows, columns], channels * multiplier)
}
const pooled: ShapeRule = (operation) => {
  const sides = attribute<number[]>(operation, 'ksize')!
  const first = isChannelsFirst(operation) ? 2 : 1
  return windowed(operation, [sides[first], sides[first + 1]], channelsOf(operation))
}
/** Shape from input `i`, type from the last input. */
const given =
  (i: number): ShapeRule =>
  ({ inputs, values }) => [{ shape: values(i), dtype: inputs.at(-1)!.dtype }]

const lastTwo = (shape: readonly number[], isTransposed?: boolean) =>
  isTransposed ? shape.slice(-2).reverse() : shape.slice(-2)

const product: ShapeRule = (operation) => {
  const { op, inputs } = operation
  const [a, b] = inputs.map(({ shape }) => shape)
  const [rows, inner] = lastTwo(a, attribute(operation, 'adj_x'))
  const [sameInner, columns] = lastTwo(b, attribute(operation, 'adj_y'))
  if (inner !== sameInner) {
    const misfit = `rows of ${inner} numbers do not fit columns of ${sameInner}`
    throw new EngineError('shape', `${op} cannot multiply [${a.join(', ')}] by [${b.join(', ')}]: ${misfit}.`)
  }
  return [{ shape: [...broadcast(op, [a.slice(0, -2), b.slice(0, -2)]), rows, columns], dtype: inputs[0].dtype }]
}

const resized: ShapeRule = ({ op, inputs: [{ shape, dtype }], values }) => [
  { shape: [shape[0], ...values(1), shape[3]], dtype: op === 'ResizeBilinear' ? FLOAT32 : dtype },
]

/** Neural network ops: products, convolutions, pooling, normalisation, and their gradients. */
export const layers: Readonly<Record<string, ShapeRule>> = {
  BatchMatMulV2: product,
  BiasAdd: like(0),
  BiasAddGrad: (operation) => [{ shape: [channelsOf(operation)], dtype: operation.inputs[0].dtype }],

  Conv2D: convolved,
  DepthwiseConv2dNative: convolvedByChannel,
  ...forAll('Conv2DBackpropInput DepthwiseConv2dNativeBackpropInput', given(0)),
  ...forAll('Conv2DBackpropFilter DepthwiseConv2dNativeBackpropFilter', given(1)),

  ...forAll('MaxPool AvgPool', pooled),
  MaxPoolGrad: like(0),
  AvgPoolGrad: given(0),
  ...forAll('ResizeBilinear ResizeNearestNeighbor', resized),
  ResizeBilinearGrad: like(1),
  ResizeNearestNeighborGrad: resized,
  DepthToSpace: (operation) => {
    const [{ shape, dtype }] = operation.inputs
    const block = attribute<number>(operation, 'block_size')!
    const [batch, rows, columns, channels] = shape
    return [{ shape: [batch, rows * block, columns * block, channels / block ** 2], dtype }]
  },

  // y, mean, variance, and three outputs that only the gradient reads, the last in a device-specific layout.
  FusedBatchNormV3: ({ inputs: [x, gamma] }) => [x, gamma, gamma, gamma, gamma, { ...gamma, shape: [0] }],
  FusedBatchNormGradV3: ({ inputs: [, x, gamma] }) => [
    x,
    gamma,
    gamma,
    { ...gamma, shape: [0] },
    { ...gamma, shape: [0] },
  ],

  ...forAll('StatelessRandomNormal StatelessRandomUniform', (operation) => [
    { shape: operation.values(0), dtype: attribute<number>(operation, 'dtype') ?? FLOAT32 },
  ]),
}
