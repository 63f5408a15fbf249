import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { compile, compileValueAndGradient, type Compiled } from '../../../src-main/engine/runtime/compile.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { largestRelativeError } from '../relative-error.ts'
import { failure } from './failure.ts'

const { tf, binding } = tensorflow()
const numbers = (seed: number, shape: readonly number[]) =>
  fillNormal(new Float32Array(elements(shape)), randomStream(seed))

const compiled: { free(): void }[] = []
const kept = <I extends string, O extends string>(f: Compiled<I, O>) => (compiled.push(f), f)
afterEach(() => compiled.splice(0).forEach((f) => f.free()))

describe('a compiled function', () => {
  const cases: Record<string, { shape: number[]; f: (x: Tensor) => Tensor }> = {
    'elementwise ops': { shape: [3, 4], f: (x) => tf.exp(tf.mul(tf.sub(x, 1), 0.5)) },
    'a sum over an axis': { shape: [3, 4, 5], f: (x) => tf.sum(x, 1) },
    'a strided convolution with same padding': {
      shape: [2, 8, 8, 3],
      f: (x) => tf.conv2d(x as Tensor4D, tf.fill([4, 4, 3, 5], 0.1) as Tensor4D, 2, 'same'),
    },
    'a transposed convolution': {
      shape: [2, 4, 4, 3],
      f: (x) => tf.conv2dTranspose(x as Tensor4D, tf.ones([4, 4, 6, 3]), [2, 8, 8, 6], 2, 'same'),
    },
    'slices, clipping and padding': {
      shape: [4, 6],
      f: (x) =>
        tf.pad(tf.clipByValue(tf.slice2d(x as Tensor2D, [0, 2], [4, 3]), -1, 1), [
          [1, 0],
          [0, 2],
        ]),
    },
    'several outputs of one op': { shape: [2, 6], f: (x) => tf.concat(tf.split(x, 3, 1).reverse(), 1) },
    'a comparison and a choice': { shape: [10], f: (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, -2)) },
    'reshaping alone': { shape: [2, 6], f: (x) => x.reshape([3, 4]) },
  }
  test.each(Object.entries(cases))('equals eager tfjs bit for bit: %s', (_, { shape, f }) => {
    const x = numbers(1, shape)
    const expected = tf.tidy(() => f(tf.tensor(x, shape)).dataSync())
    const g = kept(compile(({ x }) => ({ y: f(x) }), { inputs: { x: shape } }))
    expect(g({ x }).y).toEqual(expected)
    expect(elements(g.shapes.y)).toBe(expected.length)
  })

  test('equals eager tfjs for dense layers of any shape', () => {
    const side = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(side, side, side, fc.integer({ min: 0, max: 99 }), (rows, inner, columns, seed) => {
        const x = numbers(seed, [rows, inner])
        const kernel = numbers(seed + 100, [inner, columns])
        const f = compile(({ x }, { kernel }) => ({ y: tf.relu(tf.matMul(x as Tensor2D, kernel as Tensor2D)) }), {
          inputs: { x: [rows, inner] },
          weights: { kernel: { shape: [inner, columns], values: kernel } },
        })
        const { y } = f({ x })
        f.free()
        const eager = tf.tidy(() =>
          tf.relu(tf.matMul(tf.tensor2d(x, [rows, inner]), tf.tensor2d(kernel, [inner, columns]))).dataSync(),
        )
        expect(y).toEqual(eager)
      }),
      { numRuns: 15 },
    )
  })

  test('sees new values of its weights if they are variables', () => {
    const weights = { w: { shape: [2], values: Float32Array.of(1, 2) } }
    const f = kept(compile(({ x }, { w }) => ({ y: tf.mul(x, w) }), { inputs: { x: [2] }, weights }))
    f.session.put('w', Float32Array.of(10, 20))
    expect([...f({ x: Float32Array.of(1, 1) }).y]).toEqual([10, 20])
    expect([...f.session.get('w')]).toEqual([10, 20])
    expect(weights.w.values[0]).toBe(1)
  })

  test('has its own copy of its weights, whatever their alignment in memory', () => {
    // TensorFlow takes over an array without a copy if it begins at a multiple of 64 bytes: one of these does.
    const memory = new Float32Array(2 ** 10 + 16)
    for (let offset = 0; offset < 16; offset++) {
      const values = memory.subarray(offset, offset + 2 ** 10).fill(1)
      const f = kept(
        compile(({ x }, { w }) => ({ y: tf.mul(x, tf.max(w)) }), {
          inputs: { x: [1] },
          weights: { w: { shape: [2 ** 10], values } },
        }),
      )
      values.fill(2)
      expect([...f({ x: Float32Array.of(3) }).y]).toEqual([3])
      f.session.put('w', values)
      values.fill(5)
      expect([...f({ x: Float32Array.of(3) }).y]).toEqual([6])
    }
  })

  test('stores an array of equal numbers as one number, and still returns the array', () => {
    const f = kept(compile(({ x }) => ({ y: tf.add(x, tf.fill([40, 50], 3)) }), { inputs: { x: [40, 50] } }))
    expect(new Set(f({ x: new Float32Array(2000) }).y)).toEqual(new Set([3]))
  })

  test('leaves no tensor behind over 1,000 calls, nor after it is freed', () => {
    const before = {
      native: binding.getNumOfTensors(),
      tfjs: tf.memory().numTensors,
      models: binding.getNumOfSavedModels(),
    }
    const f = compileValueAndGradient(({ x }, { w }) => ({ value: tf.sum(tf.square(tf.mul(x, w))) }), {
      inputs: { x: [8] },
      weights: { w: { shape: [8], values: numbers(2, [8]) } },
      withRespectTo: 'x',
    })
    const x = numbers(3, [8])
    for (let i = 0; i < 1000; i++) f({ x })
    f.free()
    f.free()
    expect({
      native: binding.getNumOfTensors(),
      tfjs: tf.memory().numTensors,
      models: binding.getNumOfSavedModels(),
    }).toEqual(before)
  })
})

describe('a compiled gradient', () => {
  test('agrees with finite differences', () => {
    const shape = [1, 4, 4, 2]
    const kernel = numbers(4, [3, 3, 2, 3])
    const f = kept(
      compileValueAndGradient(
        ({ x }) => ({ value: tf.sum(tf.sin(tf.conv2d(x as Tensor4D, tf.tensor4d(kernel, [3, 3, 2, 3]), 1, 'same'))) }),
        { inputs: { x: shape }, withRespectTo: 'x' },
      ),
    )
    const x = numbers(5, shape).map((value) => value / 4)
    const { gradient } = f({ x })
    const step = 1e-2
    const differences = Array.from(x, (_, i) => {
      const at = (by: number) => f({ x: x.map((value, j) => (i === j ? value + by : value)) }).value[0]
      return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step)
    })
    expect(largestRelativeError(gradient, differences)).toBeLessThan(1e-3)
  })

  test('of several starts is that of each start alone, with the requested outputs', () => {
    const f = kept(
      compileValueAndGradient<'z', 'norm'>(
        ({ z }) => {
          const norm = tf.sum(tf.square(z), 1) as Tensor1D
          return { value: tf.square(norm), outputs: { norm } }
        },
        { inputs: { z: [3, 2] }, withRespectTo: 'z' },
      ),
    )
    const { value, gradient, norm } = f({ z: Float32Array.of(1, 0, 1, 1, 0, 2) })
    // d (z.z)^2 / dz = 4 (z.z) z
    expect([...norm]).toEqual([1, 2, 4])
    expect([...value]).toEqual([1, 4, 16])
    expect([...gradient]).toEqual([4, 0, 8, 8, 0, 32])
  })
})

describe('misuse of a compiled function is refused with a message', () => {
  test('an array whose length differs from the compiled shape', () => {
    const f = kept(compile(({ x }) => ({ y: tf.neg(x) }), { inputs: { x: [2, 3] } }))
    const error = failure(() => f({ x: new Float32Array(5) }))
    expect(error.kind).toBe('shape')
    expect(error.message).toMatch(
      /^compile\.test\.ts:\d+: "x" of "f" was compiled for shape \[2, 3\], 6 values, but got 5/,
    )
  })

  test('weights that do not fill their shape, and unknown variables', () => {
    const weights = { w: { shape: [3], values: new Float32Array(2) } }
    expect(failure(() => compile(({ x }) => ({ y: x }), { inputs: { x: [1] }, weights })).message).toContain(
      '"w" has 2 values',
    )
    const f = kept(compile(({ x }) => ({ y: tf.neg(x) }), { inputs: { x: [1] } }))
    expect(failure(() => f.session.get('w')).message).toContain('no variable "w"')
  })

  test('a call after the function was freed', () => {
    const f = compile(({ x }) => ({ y: tf.neg(x) }), { inputs: { x: [1] } })
    f.free()
    expect(failure(() => f({ x: Float32Array.of(1) })).message).toContain('was freed')
  })
})
