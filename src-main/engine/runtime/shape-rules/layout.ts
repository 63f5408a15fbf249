import { elements } from '../session.ts'
import { tensorflow } from '../tensorflow.ts'
import { attribute, axisOf, forAll, like, type ShapeRule } from './operation.ts'

/** Shape given by the values of input `i`; type from input `typed`. */
const said =
  (i: number, typed: number): ShapeRule =>
  ({ inputs, values }) => [{ shape: values(i), dtype: inputs[typed].dtype }]

const padded: ShapeRule = ({ inputs: [{ shape, dtype }], values }) => {
  const paddings = values(1)
  return [{ shape: shape.map((length, i) => paddings[2 * i] + length + paddings[2 * i + 1]), dtype }]
}

/** Ops that move or repeat elements, or make arrays of given shapes. */
export const layout: Readonly<Record<string, ShapeRule>> = {
  ReverseV2: like(0),
  Slice: said(2, 0),
  Fill: said(0, 1),
  ...forAll('PadV2 MirrorPad', padded),
  // A length of -1 is inferred from the others.
  Reshape: ({ inputs: [{ shape, dtype }], values }) => {
    const asked = values(1)
    const known = elements(asked.filter((length) => length !== -1))
    return [{ shape: asked.map((length) => (length === -1 ? elements(shape) / known : length)), dtype }]
  },

  ExpandDims: ({ inputs: [{ shape, dtype }], values }) => [
    { shape: shape.toSpliced(axisOf(values(1)[0], shape.length + 1), 0, 1), dtype },
  ],
  Transpose: ({ inputs: [{ shape, dtype }], values }) => [{ shape: values(1).map((axis) => shape[axis]), dtype }],
  Tile: ({ inputs: [{ shape, dtype }], values }) => {
    const repeats = values(1)
    return [{ shape: shape.map((length, i) => length * repeats[i]), dtype }]
  },

  ConcatV2: ({ inputs, values }) => {
    const parts = inputs.slice(0, -1)
    const [{ shape, dtype }] = parts
    const axis = axisOf(values(parts.length)[0], shape.length)
    return [
      {
        shape: shape.with(
          axis,
          parts.reduce((sum, part) => sum + part.shape[axis], 0),
        ),
        dtype,
      },
    ]
  },
  SplitV: ({ inputs: [{ shape, dtype }], values }) => {
    const axis = axisOf(values(2)[0], shape.length)
    return values(1).map((length) => ({ shape: shape.with(axis, length), dtype }))
  },
  Pack: (operation) => {
    const { inputs } = operation
    const [{ shape, dtype }] = inputs
    const axis = axisOf(attribute<number>(operation, 'axis') ?? 0, shape.length + 1)
    return [{ shape: shape.toSpliced(axis, 0, inputs.length), dtype }]
  },
  Unpack: (operation) => {
    const [{ shape, dtype }] = operation.inputs
    const axis = axisOf(attribute<number>(operation, 'axis') ?? 0, shape.length)
    return Array.from({ length: shape[axis] }, () => ({ shape: shape.toSpliced(axis, 1), dtype }))
  },

  StridedSlice: (operation) => {
    const { inputs, values } = operation
    const masks = ['begin', 'end', 'ellipsis', 'new_axis', 'shrink_axis']
    const [begin, end, ellipsis, newAxis, shrinkAxis] = masks.map((name) =>
      attribute<number>(operation, `${name}_mask`),
    )
    const { finalShape } = tensorflow().tf.slice_util.sliceInfo(
      [...inputs[0].shape],
      values(1),
      values(2),
      values(3),
      begin ?? 0,
      end ?? 0,
      ellipsis ?? 0,
      newAxis ?? 0,
      shrinkAxis ?? 0,
    )
    return [{ shape: finalShape, dtype: inputs[0].dtype }]
  },
  GatherV2: (operation) => {
    const [{ shape, dtype }, indices] = operation.inputs
    const axis = axisOf(operation.values(2)[0], shape.length)
    const shared = attribute<number>(operation, 'batch_dims') ?? 0
    return [{ shape: shape.toSpliced(axis, 1, ...indices.shape.slice(shared)), dtype }]
  },
  OneHot: ({ inputs: [indices, , on], values }) => [{ shape: [...indices.shape, values(1)[0]], dtype: on.dtype }],

  Range: ({ inputs: [{ dtype }], values }) => {
    const [start, stop, step] = [0, 1, 2].map((i) => values(i)[0])
    return [{ shape: [Math.max(0, Math.ceil((stop - start) / step))], dtype }]
  },
  LinSpace: ({ inputs: [{ dtype }], values }) => [{ shape: values(2), dtype }],
}
