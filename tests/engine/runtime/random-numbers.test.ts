import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { keyShape, randomKey, randomNormal } from '../../../src-main/engine/runtime/random-numbers.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { compareWithNormal } from '../../../src-shared/statistics/kolmogorov-smirnov.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const count = 4000
const draw = () =>
  compile<'key', 'drawn'>(({ key }) => ({ drawn: randomNormal([count / 10, 10], key) }), { inputs: { key: keyShape } })
let f: ReturnType<typeof draw>
beforeAll(() => void (f = draw()))
afterAll(() => f.free())

test('a key is two whole numbers that float32 holds exactly, and depends on the numbers and their order', () => {
  const integers = fc.array(fc.nat(), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(integers, (keys) => {
      for (const half of randomKey(...keys)) expect(Number.isInteger(half) && half >= 0 && half < 2 ** 24).toBe(true)
    }),
  )
  const keys = [
    [1, 2],
    [2, 1],
    [1, 3],
    [0, 1, 2],
    [2 ** 40, 2],
  ].map((each) => randomKey(...each).join())
  expect(new Set(keys).size).toBe(keys.length)
})

test('draws depend only on the key, within a graph, in another graph, and without one', () => {
  const key = randomKey(7, 4, 1, 0)
  const first = f({ key }).drawn
  expect(f({ key }).drawn).toEqual(first)
  const again = draw()
  expect(again({ key }).drawn).toEqual(first)
  again.free()
  const { tf } = tensorflow()
  expect(tf.tidy(() => randomNormal([count / 10, 10], tf.tensor1d(key)).dataSync())).toEqual(first)
  expect(f({ key: randomKey(7, 4, 1, 1) }).drawn).not.toEqual(first)
})

test('draws are standard normal', () => {
  const { drawn } = f({ key: randomKey(1) })
  const { mean, variance, skewness, kurtosis } = moments(drawn)
  // Four standard errors of each for 4,000 numbers: 1, sqrt(2), sqrt(6), sqrt(24) over sqrt(n).
  const errors = [1, 2, 6, 24].map((square) => 4 * Math.sqrt(square / count))
  ;[mean, variance - 1, skewness, kurtosis].forEach((value, i) => expect(Math.abs(value)).toBeLessThan(errors[i]))
  expect(compareWithNormal(drawn).pValue).toBeGreaterThan(1e-3)
})

test('streams of neighbouring keys are independent', () => {
  const streams = Array.from({ length: 6 }, (_, step) => f({ key: randomKey(3, 4, 1, step) }).drawn)
  streams.forEach((a, i) =>
    streams.slice(i + 1).forEach((b) => {
      const correlation = a.reduce((sum, value, at) => sum + value * b[at], 0) / count
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(count))
    }),
  )
})
