import { describe, expect, test } from 'vitest'
import { leadingEigenvectors } from '../../../src-shared/statistics/leading-eigenvectors.ts'
import reference from '../../reference/eigenvectors.json' with { type: 'json' }

const matrixOf = (size: number, entry: (i: number, j: number) => number) =>
  Float64Array.from({ length: size * size }, (_, at) => entry(Math.floor(at / size), at % size))
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)

describe.each([
  ['Hilbert’s matrix', reference.hilbert, (i: number, j: number) => 1 / (i + j + 1)],
  ['the covariance of a smooth line', reference.line, (i: number, j: number) => Math.exp(-((i - j) ** 2) / 18)],
] as const)('%s', (_, { size, values, vectors }, entry) => {
  const matrix = matrixOf(size, entry)
  const found = leadingEigenvectors(matrix.slice(), size, values.length)
  const row = (k: number) => found.vectors.subarray(k * size, (k + 1) * size)

  test('has NumPy’s largest eigenvalues, in descending order', () => {
    expect(found.values).toHaveLength(values.length)
    // Subspace iteration ends when the sum changes by less than 1e-5.
    values.forEach((value, k) => expect(Math.abs(found.values[k] / value - 1)).toBeLessThan(1e-4))
  })

  test('has NumPy’s eigenvectors up to sign', () => {
    vectors.forEach((vector, k) => expect(Math.abs(dot(row(k), vector))).toBeGreaterThan(1 - 1e-3))
  })

  test('has orthonormal eigenvectors', () => {
    for (let a = 0; a < values.length; a++)
      for (let b = 0; b <= a; b++) expect(dot(row(a), row(b))).toBeCloseTo(a === b ? 1 : 0, 8)
  })
})

test('the eigenvectors of a diagonal matrix are its axes, the largest first', () => {
  const { values, vectors } = leadingEigenvectors(
    matrixOf(3, (i, j) => (i === j ? [2, 5, 3][i] : 0)),
    3,
    3,
  )
  expect([...values]).toEqual([5, 3, 2].map((value) => expect.closeTo(value, 12)))
  expect(Array.from(vectors, Math.abs)).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0].map((value) => expect.closeTo(value, 12)))
})
