import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slerp } from '../../../src-shared/statistics/slerp.ts'

const near = (values: ArrayLike<number>) => Array.from(values, (value) => expect.closeTo(value, 10))
const length = (v: ArrayLike<number>) => Math.hypot(...Array.from(v))
const between = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.acos(Math.min(1, Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0) / length(a) / length(b)))

describe('the path between two latents', () => {
  test('of the same length follows the circle: a third of a right angle at t = 1/3', () => {
    const third = slerp([2, 0], [0, 2], 1 / 3)
    expect([...third]).toEqual(near([2 * Math.cos(Math.PI / 6), 2 * Math.sin(Math.PI / 6)]))
  })

  test('of different lengths weights both by Eq. 11', () => {
    // 60 degrees: sin(45) / sin(60) and sin(15) / sin(60).
    const b = [3 * Math.cos(Math.PI / 3), 3 * Math.sin(Math.PI / 3)]
    const [x, y] = slerp([1, 0], b, 0.25)
    const [p, q] = [Math.SQRT1_2 / Math.sin(Math.PI / 3), Math.sin(Math.PI / 12) / Math.sin(Math.PI / 3)]
    expect([x, y]).toEqual(near([p + q * b[0], q * b[1]]))
  })

  test('ends exactly at its end points', () => {
    const [a, b] = [Float32Array.of(0.1, -0.7, 3), Float32Array.of(1.3, 0.2, -0.4)]
    expect([...slerp(a, b, 0)]).toEqual([...a])
    expect([...slerp(a, b, 1)]).toEqual([...b])
  })

  test('between any two of length 1 has constant speed, and stays at length 1', () => {
    const direction = fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
      .filter((v) => length(v) > 0.1)
      .map((v) => v.map((value) => value / length(v)))
    fc.assert(
      fc.property(direction, direction, (a, b) => {
        fc.pre(between(a, b) > 1e-3 && between(a, b) < Math.PI - 1e-3)
        const path = Array.from({ length: 11 }, (_, i) => slerp(a, b, i / 10))
        path.forEach((z) => expect(length(z)).toBeCloseTo(1, 9))
        path.slice(1).forEach((z, i) => expect(between(path[i], z)).toBeCloseTo(between(a, b) / 10, 5))
      }),
    )
  })

  test('between parallel latents, and from the origin, is straight', () => {
    expect([...slerp([1, 2], [3, 6], 0.25)]).toEqual(near([1.5, 3]))
    expect([...slerp([0, 0], [4, 2], 0.25)]).toEqual(near([1, 0.5]))
    expect([...slerp([1, 1], [1, 1], 0.7)]).toEqual(near([1, 1]))
    // 1e-9 apart: sin theta is too small to divide by, and the arc equals its chord.
    expect([...slerp([1, 0], [1, 1e-9], 0.5)]).toEqual([1, expect.closeTo(5e-10, 20)])
  })

  test('between opposite latents goes half way round, at constant speed', () => {
    const path = Array.from({ length: 5 }, (_, i) => slerp([3, 0, 0], [-3, 0, 0], i / 4))
    path.forEach((z) => expect(length(z)).toBeCloseTo(3, 12))
    path.slice(1).forEach((z, i) => expect(between(path[i], z)).toBeCloseTo(Math.PI / 4, 10))
    expect(length(slerp([1, 0], [-3, 0], 0.5))).toBeCloseTo(2, 12)
  })

  test('is refused if there is none', () => {
    expect(() => slerp([1, 2], [1], 0.5)).toThrow(/cannot be interpolated/)
    expect(() => slerp([1], [-1], 0.5)).toThrow(/no arc/)
  })
})
