import { describe, expect, test } from 'vitest'
import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { BFLOAT16, convolutionsInBfloat16, kernelsFor } from '../../../src-main/engine/runtime/bfloat16.ts'
import { FLOAT32, INT32, type, type GraphNode } from '../../../src-main/engine/runtime/graph-node.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

const node = (name: string, op: string, inputs: string[] = [], T = FLOAT32): GraphNode => ({
  name,
  op,
  inputs,
  attributes: { T: type(T) },
})
const counts = (nodes: readonly GraphNode[]) =>
  Object.fromEntries([...Map.groupBy(nodes, ({ op }) => op)].map(([op, all]) => [op, all.length]))

/** Two convolutions of one picture, and the gradients of one, as recorded in a step. */
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
  const native = convolutionsInBfloat16([...step, ...rest], 'step', 'native')
  const rounded = convolutionsInBfloat16([...step, ...rest], 'step', 'rounded')
  const find = (nodes: readonly GraphNode[], name: string) => nodes.find((each) => each.name === name)!
  const castFrom = (input: string, from: number, to: number) => ({
    op: 'Cast',
    inputs: [input],
    attributes: { SrcT: type(from), DstT: type(to) },
  })

  test('cast each array once, however many convolutions it feeds, and each output', () => {
    // Arrays: the split picture, read/a, read/b, the sum. Results: a, b, dx, da.
    expect(counts(native)).toEqual({ ...counts([...step, ...rest]), Cast: 4 + 4 })
    const [picture] = find(native, 'step/a/native').inputs
    expect(find(native, picture)).toMatchObject(castFrom('step/split:1', FLOAT32, BFLOAT16))
    expect(find(native, 'step/b/native')).toMatchObject({
      inputs: [picture, expect.any(String)],
      attributes: { T: type(BFLOAT16) },
    })
    expect(find(native, 'step/b')).toMatchObject(castFrom('step/b/native', BFLOAT16, FLOAT32))
  })

  test('or run in float32 on arrays and results cast to bfloat16 and back', () => {
    expect(counts(rounded)).toEqual({ ...counts([...step, ...rest]), Cast: 2 * (4 + 4) })
    const [picture] = find(rounded, 'step/a/rounded').inputs
    const { inputs } = find(rounded, picture)
    expect(find(rounded, picture)).toMatchObject(castFrom(inputs[0], BFLOAT16, FLOAT32))
    expect(find(rounded, inputs[0])).toMatchObject(castFrom('step/split:1', FLOAT32, BFLOAT16))
    expect(find(rounded, 'step/b/rounded')).toMatchObject({
      inputs: [picture, expect.any(String)],
      attributes: { T: type(FLOAT32) },
    })
    const [given] = find(rounded, 'step/b').inputs
    expect(find(rounded, given)).toMatchObject(castFrom('step/b/rounded', FLOAT32, BFLOAT16))
  })

  test.each([
    ['native', native],
    ['rounded', rounded],
  ] as const)('leave shapes, other ops, other functions and wider convolutions unchanged (%s)', (kernels, nodes) => {
    const names = nodes.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.includes(':'))).toEqual([])
    expect(find(nodes, `step/dx/${kernels}`).inputs[0]).toBe('step/shape')
    expect(find(nodes, `step/da/${kernels}`).inputs[1]).toBe('step/shape')
    for (const same of [step[0], step[2], step[5], ...rest]) expect(find(nodes, same.name)).toBe(same)
    const double = [node('step/c', 'Conv2D', ['x', 'y'], 2)]
    expect(convolutionsInBfloat16(double, 'step', kernels)).toEqual(double)
    expect(convolutionsInBfloat16(rest, 'step', kernels)).toEqual(rest)
  })

  test.each(['native', 'rounded'] as const)('round their inputs to 8 bits, and nothing else (%s)', (kernels) => {
    const { tf } = tensorflow()
    const graph = new Graph()
    const kernel = () => tf.tensor4d([1, 1 + 2 ** -9], [1, 1, 1, 2])
    const f = graph.add('f', ({ x }) => ({ y: tf.add(tf.conv2d(x as Tensor4D, kernel(), 1, 'same'), 2 ** -9) }), {
      x: [1, 1, 3, 1],
    })
    const session = graph.load((nodes) => convolutionsInBfloat16(nodes, 'f', kernels))
    // 3 and 1.5 are bfloat16 numbers; 1 + 2^-9 lies between 1 and 1 + 2^-7, nearer to 1.
    const { y } = session.run(f, { x: Float32Array.of(3, 1 + 2 ** -9, -1.5) })
    session.free()
    expect([...y]).toEqual([3, 3, 1, 1, -1.5, -1.5].map((value) => value + 2 ** -9))
  })

  test.each(['native', 'rounded'] as const)('sum in float32, and round the sum (%s)', (kernels) => {
    const expected = roundedToBfloat16(convolved((nodes) => [...nodes]))
    const found = convolved((nodes) => convolutionsInBfloat16(nodes, 'f', kernels))
    // A sum near the middle of two bfloat16 numbers may be rounded either way; a sum of 1,024 products in bfloat16
    // would be off by some ulps.
    const others = expected.filter((value, i) => value !== found[i])
    expect(others.length).toBeLessThan(0.01 * expected.length)
    expected.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(2 ** -7 * Math.abs(value) + 1e-4))
  })
})

/** A bfloat16 convolution, in a graph changed before it is loaded. */
function convolved(change: (nodes: readonly GraphNode[]) => GraphNode[]): Float32Array {
  const { tf } = tensorflow()
  const shapes = { x: [1, 16, 16, 64], k: [4, 4, 64, 8] }
  const numbers = (shape: readonly number[], seed: number) =>
    roundedToBfloat16(fillNormal(new Float32Array(shape.reduce((a, b) => a * b)), randomStream(seed)))
  const graph = new Graph()
  const f = graph.add('f', ({ x, k }) => ({ y: tf.conv2d(x as Tensor4D, k as Tensor4D, 2, 'same') }), shapes)
  const session = graph.load(change)
  const { y } = session.run(f, { x: numbers(shapes.x, 1), k: numbers(shapes.k, 2) })
  session.free()
  return y
}

/** Rounds to the nearest bfloat16, ties to even: the upper half of float32's bits. */
function roundedToBfloat16(values: Float32Array): Float32Array {
  const result = Float32Array.from(values)
  const bits = new Uint32Array(result.buffer)
  bits.forEach((value, i) => (bits[i] = (value + 0x7fff + ((value >>> 16) & 1)) & 0xffff0000))
  return result
}

describe('the kernels for bfloat16', () => {
  const x86 = (flags: string) => `model name\t: AMD EPYC\nflags\t\t: fpu ${flags} rdpid\nbugs\t\t: bf16\n`

  test('are TensorFlow’s own on a card, or if the processor has instructions for them', () => {
    expect(kernelsFor(true, null)).toBe('native')
    expect(kernelsFor(false, x86('avx2 avx512f avx512_bf16'))).toBe('native')
    expect(kernelsFor(false, x86('amx_bf16 avx2'))).toBe('native')
    expect(kernelsFor(false, 'processor\t: 0\nFeatures\t: fp asimd bf16 i8mm\n')).toBe('native')
  })

  test('are float32’s elsewhere', () => {
    expect(kernelsFor(false, x86('avx2 avx512f'))).toBe('rounded')
    expect(kernelsFor(false, 'processor\t: 0\nFeatures\t: fp asimd\n')).toBe('rounded')
    expect(kernelsFor(false, null)).toBe('rounded')
  })
})
