import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'
import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { axisOf, shape, type OpCases } from './op-case.ts'

const { tf } = tensorflow()

export const layout: OpCases = {
  ReverseV2: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.reverse(x, axis) }
  },
  Reshape: (draw) => {
    const [a, b, c] = [draw(1, 4), draw(1, 4), draw(1, 4)]
    return {
      inputs: [[a, b * c]],
      f: (x) => [x.reshape([a * b, c]), x.reshape([-1]), tf.squeeze(x), tf.expandDims(x, 1)],
    }
  },
  ExpandDims: (draw) => {
    const x = shape(draw, 0, 3)
    const axis = draw(-x.length - 1, x.length)
    return { inputs: [x], f: (x) => tf.expandDims(x, axis) }
  },
  Slice: (draw) => {
    const x = shape(draw, 1)
    const begin = x.map((length) => draw(0, length - 1))
    const size = x.map((length, i) => (draw(0, 3) ? draw(1, length - begin[i]) : -1))
    return { inputs: [x], f: (x) => tf.slice(x, begin, size) }
  },
  StridedSlice: (draw) => {
    const x = shape(draw, 1)
    const begin = x.map((length) => draw(0, length - 1))
    const end = x.map((length, i) => draw(begin[i] + 1, length))
    const strides = x.map(() => draw(2, 3))
    const masks = [draw(0, 1), draw(0, 1)]
    return { inputs: [x], f: (x) => tf.stridedSlice(x, begin, end, strides, masks[0], masks[1]) }
  },
  Fill: (draw) => {
    const dims = shape(draw)
    return { inputs: [[]], f: (x) => tf.add(x, tf.fill(dims, 2)) }
  },
  PadV2: (draw) => {
    const x = shape(draw, 1)
    const paddings = x.map((): [number, number] => [draw(0, 2), draw(0, 2)])
    return { inputs: [x], f: (x) => tf.pad(x, paddings, 3) }
  },
  MirrorPad: (draw) => {
    const x = [draw(3, 5), draw(3, 5)]
    const paddings = x.map((): [number, number] => [draw(0, 2), draw(0, 2)])
    return { inputs: [x], f: (x) => tf.mirrorPad(x, paddings, 'reflect') }
  },
  Transpose: (draw) => {
    const x = shape(draw, 2)
    const order = x.map((_, i) => i).sort(() => draw(-1, 1))
    return { inputs: [x], f: (x) => tf.transpose(x, order) }
  },
  Tile: (draw) => {
    const x = shape(draw, 1)
    const repeats = x.map(() => draw(1, 3))
    return { inputs: [x], f: (x) => tf.tile(x, repeats) }
  },
  ConcatV2: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    const inputs = Array.from({ length: draw(2, 4) }, () => x.with(axis, draw(1, 3)))
    return { inputs, f: (...all) => tf.concat(all, axis) }
  },
  SplitV: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    const sizes = Array.from({ length: draw(2, 3) }, () => draw(1, 3))
    return {
      inputs: [
        x.with(
          axis,
          sizes.reduce((a, b) => a + b),
        ),
      ],
      f: (x) => tf.split(x, sizes, axis),
    }
  },
  Pack: (draw) => {
    const x = shape(draw, 0, 3)
    const axis = draw(0, x.length)
    return { inputs: Array.from({ length: draw(1, 3) }, () => x), f: (...all) => tf.stack(all, axis) }
  },
  Unpack: (draw) => {
    const x = shape(draw, 1)
    const axis = axisOf(draw, x)
    return { inputs: [x], f: (x) => tf.unstack(x, axis) }
  },
  GatherV2: (draw) => {
    const x = shape(draw, 1, 3)
    const axis = axisOf(draw, x)
    const indices = Array.from({ length: draw(1, 4) }, () => draw(0, x[axis] - 1))
    return { inputs: [x], f: (x) => tf.gather(x, tf.tensor1d(indices, 'int32'), axis) }
  },
  OneHot: (draw) => {
    const depth = draw(2, 5)
    return { inputs: [shape(draw, 1, 2)], f: (x) => tf.oneHot(tf.cast(tf.abs(x), 'int32'), depth) as Tensor }
  },
  Range: (draw) => {
    const [start, count, step] = [draw(-3, 3), draw(1, 9), draw(1, 3)]
    return { inputs: [[]], f: (x) => tf.add(x, tf.range(start, start + count, step)) }
  },
  LinSpace: (draw) => {
    const count = draw(2, 9)
    return { inputs: [[]], f: (x) => tf.add(x, tf.linspace(0, 1, count)) }
  },
}
