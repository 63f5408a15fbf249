import { expect, it } from 'vitest'
import { solveLower, solveUpper } from '../../../src-shared/linear/triangular.ts'

// [[2, 0, 0], [1, 4, 0], [-3, 2, 5]] in rows of four; what is above the diagonal, and beyond, must not be read.
const lower = Float64Array.of(2, NaN, NaN, NaN, 1, 4, NaN, NaN, -3, 2, 5, NaN)

it('solves with a lower triangle, and with its transpose', () => {
  const x = Float64Array.of(2, 9, 16)
  solveLower(lower, 4, x)
  expect([...x]).toEqual([1, 2, 3])
  const y = Float64Array.of(-5, 14, 15)
  solveUpper(lower, 4, y)
  expect([...y]).toEqual([1, 2, 3])
})

it('solves with the first rows alone', () => {
  const x = Float64Array.of(2, 9)
  solveLower(lower, 4, x)
  expect([...x]).toEqual([1, 2])
})
