import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { createSobol } from '../../../../src-shared/optimize/sobol/sobol.ts'
import reference from '../../../reference/sobol.json' with { type: 'json' }

const dimensions = reference.weightedSums.length

describe('an unscrambled Sobol sequence', () => {
  const point = createSobol(dimensions)

  test('has SciPy’s points in 40 dimensions', () => {
    for (const [i, row] of Object.entries(reference.rows))
      expect(Array.from(point(Number(i)), (x) => x * reference.scale)).toEqual(row)
    const sums = new Float64Array(dimensions)
    for (let i = 0; i < 1024; i++) point(i).forEach((x, d) => (sums[d] += i * x))
    expect([...sums]).toEqual(reference.weightedSums)
  })

  test('refuses more dimensions than its table has', () => {
    expect(() => createSobol(dimensions + 1)).toThrow('at most 40 dimensions, not 41')
  })
})

describe.each([1, 2, 3])('a scrambled Sobol sequence of seed %i', (seed) => {
  const point = createSobol(dimensions, seedRandom(seed))
  const points = Array.from({ length: 1024 }, (_, i) => point(i))

  test('has one of 1024 points in each of 1024 intervals of every dimension', () => {
    for (let d = 0; d < dimensions; d++) expect(new Set(points.map((x) => Math.floor(x[d] * 1024))).size).toBe(1024)
  })

  test('has one of 1024 points in each elementary box of its first two dimensions', () => {
    for (let bits = 0; bits <= 10; bits++) {
      const box = (x: Float64Array) => `${Math.floor(x[0] * 2 ** bits)},${Math.floor(x[1] * 2 ** (10 - bits))}`
      expect(new Set(points.map(box)).size).toBe(1024)
    }
  })

  test('does not start at the origin, and depends on the seed', () => {
    expect(Math.max(...points[0])).toBeGreaterThan(0.5)
    expect(createSobol(dimensions, seedRandom(seed + 10))(0)).not.toEqual(points[0])
  })
})

test('a scrambled Sobol sequence integrates a smooth product far better than random points', () => {
  const point = createSobol(5, seedRandom(4))
  let sum = 0
  for (let i = 0; i < 4096; i++) sum += point(i).reduce((product, x) => product * (1 + 0.5 * (x - 0.5)), 1)
  // The integral is 1; 4096 independent points have a standard error of 5e-3.
  expect(Math.abs(sum / 4096 - 1)).toBeLessThan(1e-4)
})
