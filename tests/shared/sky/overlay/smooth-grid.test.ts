import { describe, expect, it } from 'vitest'
import { smoothGrid, widenGrid } from '../../../../src-shared/sky/overlay/smooth-grid.ts'

const grid = (rows: number[][]) => ({ columns: rows[0].length, rows: rows.length, values: rows.flat() })

describe('a smoothed grid', () => {
  it('spreads a point with binomial weights', () => {
    const values = smoothGrid(grid([0, 0, 16, 0, 0].map((middle) => [0, 0, middle, 0, 0])))
    const row = (middle: number) => [0, middle / 2, middle, middle / 2, 0]
    expect(Array.from(values)).toEqual([0, 2, 4, 2, 0].flatMap(row))
  })

  it('keeps slopes, also negative ones, away from the edges', () => {
    const values = smoothGrid(grid([0, 1, 2].map((y) => [0, 1, 2, 3].map((x) => -2 * x - y))))
    expect([values[5], values[6]]).toEqual([-3, -5])
  })

  it('leaves missing values out of the means, and missing', () => {
    const values = smoothGrid(grid([[1, NaN, 5]]))
    expect(Array.from(values)).toEqual([1, NaN, 5])
  })
})

describe('a widened grid', () => {
  it('has values one step further', () => {
    const values = widenGrid(grid([[NaN, NaN, 3, NaN, NaN]]))
    expect(Array.from(values)).toEqual([NaN, 3, 3, 3, NaN])
  })
})
