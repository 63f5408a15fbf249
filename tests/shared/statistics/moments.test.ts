import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { median, quantiles } from '../../../src-shared/statistics/quantile.ts'

const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 30 })

describe('moments', () => {
  test('of two values have no skewness, and the smallest possible kurtosis, -2', () => {
    expect(moments([3, 7])).toEqual({ count: 2, mean: 5, variance: 4, skewness: 0, kurtosis: -2 })
  })

  test('follow shift and scale in mean and variance, but not in skewness and kurtosis', () => {
    const of = moments([1, 2, 4, 9])
    const moved = moments([1, 2, 4, 9].map((value) => -3 * value + 100))
    expect(moved.mean).toBeCloseTo(100 - 3 * of.mean, 10)
    expect(moved.variance).toBeCloseTo(9 * of.variance, 10)
    expect(moved.skewness).toBeCloseTo(-of.skewness, 10)
    expect(moved.kurtosis).toBeCloseTo(of.kurtosis, 10)
  })

  test('keep a small variance beside a large mean', () => {
    expect(moments([1e9 - 1, 1e9, 1e9 + 1]).variance).toBeCloseTo(2 / 3, 10)
  })
})

describe('a median', () => {
  test('is the middle value, or the mean of the middle two', () => {
    expect(median([5, 1, 3])).toBe(3)
    expect(median(Float32Array.of(4, 1, 3, 2))).toBe(2.5)
    expect(median([NaN, 2])).toBe(2)
    expect(median([])).toBeNaN()
  })

  test('has equally many values below and above, between the quartiles', () => {
    fc.assert(
      fc.property(values, (some) => {
        const middle = median(some)
        const [low, high] = quantiles(some, [0.25, 0.75])
        expect(low).toBeLessThanOrEqual(middle)
        expect(middle).toBeLessThanOrEqual(high)
        const half = some.length / 2
        expect(some.filter((value) => value < middle).length).toBeLessThanOrEqual(half)
        expect(some.filter((value) => value > middle).length).toBeLessThanOrEqual(half)
      }),
    )
  })
})
