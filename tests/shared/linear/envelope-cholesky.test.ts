import { describe, expect, it } from 'vitest'
import { solveInEnvelope } from '../../../src-shared/linear/envelope-cholesky.ts'

describe('Cholesky within the envelope', () => {
  it('solves a matrix whose rows begin anywhere', () => {
    // [[4, 1, 0, 2], [1, 5, 3, 0], [0, 3, 6, 1], [2, 0, 1, 7]] times (1, -2, 3, -4)
    const rows: [number, number][][] = [
      [[0, 4]],
      [
        [0, 1],
        [1, 5],
      ],
      [
        [2, 6],
        [1, 3],
      ],
      [
        [0, 2],
        [2, 1],
        [3, 7],
      ],
    ]
    const x = solveInEnvelope(rows, Float64Array.of(-6, 0, 8, -23))
    expect([...x].map((value) => Number(value.toFixed(12)))).toEqual([1, -2, 3, -4])
  })

  it('refuses a matrix that is not positive definite', () => {
    const rows: [number, number][][] = [
      [[0, 1]],
      [
        [0, 2],
        [1, 1],
      ],
    ]
    expect(() => solveInEnvelope(rows, Float64Array.of(1, 1))).toThrow('row 1')
  })
})
