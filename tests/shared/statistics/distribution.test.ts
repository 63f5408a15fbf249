import { expect, test } from 'vitest'
import { binEdges, binMiddles, histogram } from '../../../src-shared/statistics/histogram.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import reference from '../../reference/statistics.json' with { type: 'json' }
import { signal } from './signal.ts'

const skewed = signal(200).map((value) => Math.exp(3 * value))

test('quantiles match NumPy’s', () => {
  quantiles(skewed, reference.quantiles.shares).forEach((value, i) =>
    expect(value).toBeCloseTo(reference.quantiles.values[i], 12),
  )
})

test('quantiles ignore NaN, and are NaN without values', () => {
  expect(quantiles([3, NaN, 1, 2], [0, 0.5, 1])).toEqual([1, 2, 3])
  expect(quantiles([], [0.5])).toEqual([NaN])
})

test('the paper’s 20 bins from -3 to 5 match numpy.histogram', () => {
  const values = signal(1000).map((value) => 8 * value + 1)
  histogram(values, binEdges()).forEach((share, i) => expect(share).toBeCloseTo(reference.histogram[i], 12))
})

test('a value on an edge belongs to the bin above, the last edge to the last bin', () => {
  expect(histogram([0, 1, 2, 3], [0, 1, 2, 3])).toEqual([0.25, 0.25, 0.5])
  expect(histogram([-1, 4, NaN, 0.5], [0, 1, 2, 3])).toEqual([0.25, 0, 0])
})

test('the density of values within the edges matches NumPy’s, also for bins of different widths', () => {
  // numpy.histogram([0.1, 0.2, 0.6, 1.0], [0, 0.5, 1], density=True)
  expect(histogram([0.1, 0.2, 0.6, 1], [0, 0.5, 1])).toEqual([1, 1])
  // numpy.histogram([0.5, 1.5, 3, 3.5], [0, 1, 2, 4], density=True)
  expect(histogram([0.5, 1.5, 3, 3.5], [0, 1, 2, 4])).toEqual([0.25, 0.25, 0.25])
})

test('bins of different widths contain counts over their own width', () => {
  // Of five values one lies in [1, 2), two in [2, 4), one in [4, 8], one outside.
  expect(histogram([1, 2, 3.9, 8, 9], [1, 2, 4, 8])).toEqual([1 / 5, 2 / (5 * 2), 1 / (5 * 4)])
})

test('bins are placed at their middles', () => {
  expect(binMiddles([0, 1, 3])).toEqual([0.5, 2])
})

test('mean, variance, skewness and kurtosis match NumPy’s and SciPy’s', () => {
  const { count, mean, variance, skewness, kurtosis } = moments(skewed)
  expect(count).toBe(200)
  ;[mean, variance, skewness, kurtosis].forEach((value, i) => expect(value).toBeCloseTo(reference.moments[i], 11))
})

test('constant values have no skewness or kurtosis, and no values have no mean', () => {
  expect(moments([2, 2])).toMatchObject({ mean: 2, variance: 0, skewness: NaN })
  expect(moments([]).mean).toBeNaN()
})
