import { describe, expect, it } from 'vitest'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'

/** exp(-|i - j| / 20), whose factor is known: L_ij = r^(i - j), times sqrt(1 - r^2) except in the first column. */
const r = Math.exp(-1 / 20)
const matrixOf = (size: number) =>
  Float64Array.from({ length: size * size }, (_, k) => r ** Math.abs((k % size) - Math.floor(k / size)))

describe('Cholesky’s decomposition', () => {
  // Within a block, at its border, and with rows left over from each run of four.
  it.each([1, 2, 7, 64, 65, 130, 323])('of an autoregressive process has its known factor, of %i rows', (size) => {
    const matrix = matrixOf(size)
    cholesky(matrix, size)
    let worst = 0
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const expected = r ** (i - j) * (j === 0 ? 1 : Math.sqrt(1 - r * r))
        worst = Math.max(worst, Math.abs(matrix[i * size + j] - expected))
      }
    }
    expect(worst).toBeLessThan(1e-12)
  })

  it('tells how far it is', () => {
    const size = 200
    const shares: number[] = []
    cholesky(matrixOf(size), size, (share) => shares.push(share))
    expect(shares).toHaveLength(4)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('refuses a matrix that is not positive definite', () => {
    const size = 100
    const matrix = matrixOf(size)
    matrix[70 * size + 70] = 0.1
    expect(() => cholesky(matrix, size)).toThrow('70th diagonal entry')
  })
})
