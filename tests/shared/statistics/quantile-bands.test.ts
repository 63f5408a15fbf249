import { expect, test } from 'vitest'
import { binEdges, histogram } from '../../../src-shared/statistics/histogram.ts'
import { oneSigma, quantileBands, quartiles } from '../../../src-shared/statistics/quantile-bands.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { signal } from './signal.ts'

const rows = Array.from({ length: 11 }, (_, i) => signal(11 * 4).subarray(4 * i, 4 * i + 4))

test('bands are the quantiles of every column', () => {
  const bands = quantileBands(rows, oneSigma)
  expect(bands).toHaveLength(3)
  for (let column = 0; column < 4; column++) {
    const values = rows.map((row) => row[column])
    expect(bands.map((band) => band[column])).toEqual(quantiles(values, [0.16, 0.5, 0.84]))
  }
})

test('median and quartiles of five rows are the third, the second and the fourth', () => {
  const [low, middle, high] = quantileBands([[3], [1], [5], [4], [2]], quartiles)
  expect([low[0], middle[0], high[0]]).toEqual([2, 3, 4])
})

test('for the histograms of a shifting set, the median is the middle one in every bin', () => {
  const histograms = [-0.1, 0, 0.1].map((shift) =>
    histogram(
      signal(4000).map((value) => 4 * value + shift),
      binEdges(),
    ),
  )
  const [median] = quantileBands(histograms, [0.5])
  expect(median).toHaveLength(20)
  median.forEach((value, bin) => {
    const sorted = histograms.map((counts) => counts[bin]).sort((a, b) => a - b)
    expect(value).toBe(sorted[1])
  })
})

test('NaN is ignored, a column without values gives NaN, and no rows give no columns', () => {
  const bands = quantileBands(
    [
      [1, NaN],
      [NaN, NaN],
      [3, NaN],
    ],
    [0.5],
  )
  expect([...bands[0]]).toEqual([2, NaN])
  expect(quantileBands([], [0.5])).toEqual([new Float64Array(0)])
})

test('rows of different lengths are refused', () => {
  expect(() => quantileBands([[1, 2], [1]], [0.5])).toThrow(/row 1 has 1 values, the first one 2/)
})
