import { describe, expect, test } from 'vitest'
import { createInverseHessian } from '../../../src-shared/optimize/inverse-hessian.ts'
import { addScaled, dot, maxNorm } from '../../../src-shared/optimize/vector.ts'

const vector = (...values: number[]) => Float64Array.from(values)
const near = (...values: number[]) => values.map((value) => expect.closeTo(value, 12))

describe('vectors', () => {
  test('have a scalar product, sums and a maximum norm', () => {
    expect(dot([1, 2, 3], [4, -5, 6])).toBe(12)
    expect([...addScaled(vector(1, 2), -2, vector(3, 4))]).toEqual([-5, -6])
    expect(maxNorm(vector(1, -7, 3))).toBe(7)
    expect(maxNorm(vector())).toBe(0)
  })
  test('are not modified by a sum', () => {
    const a = vector(1, 1)
    addScaled(a, 3, a)
    expect([...a]).toEqual([1, 1])
  })
})

describe('the inverse Hessian', () => {
  test('is the unit matrix before the first step', () => {
    expect([...createInverseHessian(5).times(vector(3, -2))]).toEqual([3, -2])
  })

  test('maps the last change of the gradient to the last step: the secant equation', () => {
    const inverse = createInverseHessian(5)
    inverse.update(vector(1, 0), vector(2, 1))
    inverse.update(vector(0, 1), vector(1, 3))
    expect([...inverse.times(vector(1, 3))]).toEqual(near(0, 1))
  })

  test('is exact for a quadratic after steps along its conjugate directions', () => {
    // f = (2 x^2 + 8 y^2) / 2: the axes are conjugate, and the inverse has 1/2 and 1/8 on its diagonal.
    const inverse = createInverseHessian(5)
    inverse.update(vector(3, 0), vector(6, 0))
    inverse.update(vector(0, 2), vector(0, 16))
    expect([...inverse.times(vector(1, 0))]).toEqual(near(1 / 2, 0))
    expect([...inverse.times(vector(0, 1))]).toEqual(near(0, 1 / 8))
  })

  test('ignores a step of zero or negative curvature', () => {
    const inverse = createInverseHessian(5)
    inverse.update(vector(1, 0), vector(-1, 0))
    inverse.update(vector(1, 0), vector(0, 1))
    inverse.update(vector(1, 0), vector(NaN, 0))
    expect(inverse.size).toBe(0)
    expect([...inverse.times(vector(1, 2))]).toEqual([1, 2])
  })

  test('keeps only the last steps, as many as it should', () => {
    const inverse = createInverseHessian(1)
    inverse.update(vector(1, 0), vector(100, 0))
    inverse.update(vector(0, 1), vector(0, 4))
    expect(inverse.size).toBe(1)
    // The first step is forgotten: the scale is that of the second, s.y / y.y = 1/4.
    expect([...inverse.times(vector(1, 0))]).toEqual(near(1 / 4, 0))
  })

  test('is positive definite: a step against the gradient descends', () => {
    const inverse = createInverseHessian(4)
    for (let k = 1; k <= 4; k++) inverse.update(vector(k, 1, -k), vector(2 * k, 3, -k))
    const gradient = vector(0.3, -2, 1)
    expect(dot(gradient, inverse.times(gradient))).toBeGreaterThan(0)
  })

  test('starts over after a reset', () => {
    const inverse = createInverseHessian(3)
    inverse.update(vector(1, 0), vector(4, 0))
    inverse.reset()
    expect(inverse.size).toBe(0)
    expect([...inverse.times(vector(1, 0))]).toEqual([1, 0])
  })
})
