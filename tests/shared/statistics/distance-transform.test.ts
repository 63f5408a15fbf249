import { describe, expect, test } from 'vitest'
import { distanceToMasked } from '../../../src-shared/statistics/distance-transform.ts'
import { signal } from './signal.ts'

/** Distances to every masked pixel, and to every pixel of a border around the picture, one by one. */
function bySearch(mask: ArrayLike<number>, rows: number, columns: number, outside: 'masked' | 'seen') {
  const masked: [number, number][] = []
  for (let row = -1; row <= rows; row++)
    for (let column = -1; column <= columns; column++) {
      const isInside = row >= 0 && row < rows && column >= 0 && column < columns
      if (isInside ? !(mask[row * columns + column] > 0) : outside === 'masked') masked.push([row, column])
    }
  return Array.from({ length: rows * columns }, (_, i) =>
    Math.min(...masked.map(([row, column]) => Math.hypot(Math.floor(i / columns) - row, (i % columns) - column))),
  )
}

describe('the distance to the nearest masked pixel', () => {
  test.each([
    [1, 1, 0.5],
    [1, 9, 0.4],
    [9, 1, 0.4],
    [7, 12, 0.45],
    [12, 7, -0.3],
    [16, 16, 0.48],
  ])('is that of a search in %d x %d pixels', (rows, columns, below) => {
    const mask = signal(rows * columns).map((value) => (value < below ? 0.7 : 0))
    for (const outside of ['masked', 'seen'] as const) {
      const expected = bySearch(mask, rows, columns, outside)
      distanceToMasked(mask, rows, columns, outside).forEach((found, i) =>
        Number.isFinite(expected[i]) ? expect(found).toBeCloseTo(expected[i], 12) : expect(found).toBe(expected[i]),
      )
    }
  })

  test('is along diagonals the square root of 2 a pixel, not a number of steps', () => {
    const mask = new Float64Array(25).fill(1)
    mask[0] = 0
    const found = distanceToMasked(mask, 5, 5, 'seen')
    expect(found[24]).toBeCloseTo(4 * Math.SQRT2, 14)
    expect(found[2 * 5 + 1]).toBeCloseTo(Math.sqrt(5), 14)
  })

  test('is 0 where weights are 0, negative or not a number, and counts any other weight as seen', () => {
    expect([...distanceToMasked([0, -1, NaN, 1e-9, 1], 1, 5, 'seen')]).toEqual([0, 0, 0, 1, 2])
  })

  test('counts the outside from the middle of a pixel beyond the edge', () => {
    expect([...distanceToMasked(new Float64Array(9).fill(1), 3, 3)]).toEqual([1, 1, 1, 1, 2, 1, 1, 1, 1])
  })

  test('of a picture without pixels is empty', () => {
    expect(distanceToMasked([], 0, 0)).toHaveLength(0)
  })
})
