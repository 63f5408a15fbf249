import fc from 'fast-check'
import { Matrix } from 'ml-matrix'
import { expect, test } from 'vitest'
import { lowerGram, lowerInverse } from '../../../../src-shared/optimize/gaussian-process/lower-triangle.ts'
import { normal, seedRandom } from '../../../../src-shared/random/index.ts'

function randomTriangle(n: number, seed: number): Matrix {
  const random = seedRandom(seed)
  const lower = Matrix.zeros(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) lower.set(i, j, i === j ? 2 : normal(random) / n)
  return lower
}
const farthest = (a: Matrix, b: Matrix) => Matrix.sub(a, b).abs().max()

test('inverse and Gram matrix of a lower triangle agree with the full matrix, for any size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), (n, seed) => {
      const lower = randomTriangle(n, seed)
      expect(farthest(lower.mmul(lowerInverse(lower)), Matrix.eye(n))).toBeLessThan(1e-12)
      expect(farthest(lowerGram(lower), lower.transpose().mmul(lower))).toBeLessThan(1e-12)
    }),
    { numRuns: 30 },
  )
})
