import { expect, test } from 'vitest'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

const draw = (count: number, ...keys: number[]) => fillNormal(new Float32Array(count), randomStream(...keys))

test('the same keys give the same numbers, different keys different ones', () => {
  expect(draw(8, 1, 2, 3)).toEqual(draw(8, 1, 2, 3))
  const streams = [
    [1, 2, 3],
    [1, 2, 4],
    [1, 3, 3],
    [2, 2, 3],
    [2, 1, 3],
    [1 + 2 ** 32, 2, 3],
    [1, 2],
  ]
  expect(new Set(streams.map((keys) => draw(2, ...keys).join())).size).toBe(streams.length)
})

test('numbers are standard normal', () => {
  const values = draw(200_000, 5)
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length
  // Moments of N(0, 1): 0, 1, 0, 3; within five of their standard errors.
  const error = Math.sqrt(1 / values.length)
  expect(Math.abs(moment(1))).toBeLessThan(5 * error)
  expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2) * error)
  expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15) * error)
  expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96) * error)
})

test('streams of neighbouring steps are uncorrelated', () => {
  const [a, b] = [draw(50_000, 7, 4, 1, 1), draw(50_000, 7, 4, 1, 2)]
  const correlation = a.reduce((sum, value, i) => sum + value * b[i], 0) / a.length
  expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(a.length))
})
