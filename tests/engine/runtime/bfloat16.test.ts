import { describe, expect, test } from 'vitest'
import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { BFLOAT16, convolutionsInBfloat16 } from '../../../src-main/engine/runtime/bfloat16.ts'
import { FLOAT32, INT32, type, type GraphNode } from '../../../src-main/engine/runtime/graph-node.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

const node = (name: string, op: string, inputs: string[] = [], T = FLOAT32): GraphNode => ({
  name,
  op,
  inputs,
  attributes: { T: type(T) },
})
const counts = (nodes: readonly GraphNode[]) =>
  Object.fromEntries([...Map.groupBy(nodes, ({ op }) => op)].map(([op, all]) => [op, all.length]))

/** Two convolutions of one picture, and one's gradients, as a step records them. */
const step = [
  node('step/x', 'Placeholder'),
  node('step/split', 'Split', ['step/x']),
  node('step/shape', 'Const', [], INT32),
  node('step/a', 'Conv2D', ['step/split:1', 'read/a']),
  node('step/b', 'Conv2D', ['step/split:1', 'read/b']),
  node('step/sum', 'Add', ['step/a', 'step/b']),
  node('step/dx', 'Conv2DBackpropInput', ['step/shape', 'read/a', 'step/sum']),
  node('step/da', 'Conv2DBackpropFilter', ['step/split:1', 'step/shape', 'step/sum']),
]
const rest = [node('evaluate/a', 'Conv2D', ['evaluate/x', 'read/a']), node('step/adam', 'ResourceApplyAdam')]

describe('convolutions in bfloat16', () => {
  const rewritten = convolutionsInBfloat16([...step, ...rest], 'step')
  const find = (name: string) => rewritten.find((each) => each.name === name)!

  test('cast each array once, however many convolutions it feeds, and what each convolution gives', () => {
    // Arrays: the split picture, read/a, read/b, the sum. Results: a, b, dx, da.
    expect(counts(rewritten)).toEqual({ ...counts([...step, ...rest]), Cast: 4 + 4 })
    expect(new Set(rewritten.map(({ name }) => name)).size).toBe(rewritten.length)
    expect(rewritten.map(({ name }) => name).filter((name) => name.includes(':'))).toEqual([])
    expect(find('step/b')).toMatchObject({
      op: 'Cast',
      inputs: ['step/b/bfloat16'],
      attributes: { SrcT: type(BFLOAT16), DstT: type(FLOAT32) },
    })
    const [picture] = find('step/a/bfloat16').inputs
    expect(find('step/b/bfloat16').inputs[0]).toBe(picture)
    expect(find(picture)).toMatchObject({
      op: 'Cast',
      inputs: ['step/split:1'],
      attributes: { SrcT: type(FLOAT32), DstT: type(BFLOAT16) },
    })
  })

  test('leave shapes, other ops, other functions and wider convolutions as they were', () => {
    expect(find('step/dx/bfloat16').inputs[0]).toBe('step/shape')
    expect(find('step/da/bfloat16').inputs[1]).toBe('step/shape')
    for (const same of [step[0], step[2], step[5], ...rest]) expect(find(same.name)).toBe(same)
    const double = [node('step/c', 'Conv2D', ['x', 'y'], 2)]
    expect(convolutionsInBfloat16(double, 'step')).toEqual(double)
    expect(convolutionsInBfloat16(rest, 'step')).toEqual(rest)
  })

  test('round what they convolve to 8 bits, and nothing else', () => {
    const { tf } = tensorflow()
    const graph = new Graph()
    const kernel = () => tf.tensor4d([1, 1 + 2 ** -9], [1, 1, 1, 2])
    const f = graph.add('f', ({ x }) => ({ y: tf.add(tf.conv2d(x as Tensor4D, kernel(), 1, 'same'), 2 ** -9) }), {
      x: [1, 1, 3, 1],
    })
    const session = graph.load((nodes) => convolutionsInBfloat16(nodes, 'f'))
    // 3 and 1.5 are bfloat16 numbers; 1 + 2^-9 lies between 1 and 1 + 2^-7, nearer to 1.
    const { y } = session.run(f, { x: Float32Array.of(3, 1 + 2 ** -9, -1.5) })
    session.free()
    expect([...y]).toEqual([3, 3, 1, 1, -1.5, -1.5].map((value) => value + 2 ** -9))
  })
})
