import { describe, expect, it } from 'vitest'
import { conjugateGradients, type SymmetricProduct } from '../../../src-shared/linear/conjugate-gradients.ts'

/** The diagonal matrix of 1, 4, 9 ... plus 0.5 between neighbours. */
const count = 40
const multiply: SymmetricProduct = (x, out) => {
  for (let i = 0; i < count; i++) out[i] = (i + 1) ** 2 * x[i] + 0.5 * ((x[i - 1] ?? 0) + (x[i + 1] ?? 0))
}
const solution = Float64Array.from({ length: count }, (_, i) => Math.cos(i))
const b = new Float64Array(count)
multiply(solution, b)

describe('conjugate gradients', () => {
  it('find the solution that the right-hand side was made of', () => {
    const { x, converged } = conjugateGradients(multiply, b, { tolerance: 1e-12 })
    expect(converged).toBe(true)
    x.forEach((value, i) => expect(value).toBeCloseTo(solution[i], 9))
  })

  it('need far fewer steps with the inverse of the diagonal', () => {
    const precondition: SymmetricProduct = (x, out) => x.forEach((value, i) => (out[i] = value / (i + 1) ** 2))
    const plain = conjugateGradients(multiply, b, { tolerance: 1e-10 })
    const better = conjugateGradients(multiply, b, { tolerance: 1e-10, precondition })
    expect(better.steps).toBeLessThan(plain.steps / 2)
    better.x.forEach((value, i) => expect(value).toBeCloseTo(solution[i], 9))
  })

  it('say when the steps were not enough', () => {
    expect(conjugateGradients(multiply, b, { tolerance: 1e-10, maxSteps: 3 })).toMatchObject({
      steps: 3,
      converged: false,
    })
  })

  it('give 0 for 0', () => {
    const { x, steps } = conjugateGradients(multiply, new Float64Array(count), { tolerance: 1e-10 })
    expect([...x]).toEqual(new Array(count).fill(0))
    expect(steps).toBe(0)
  })
})
