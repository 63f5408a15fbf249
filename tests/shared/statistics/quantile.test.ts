import { describe, expect, test } from 'vitest'
import { median, quantiles } from '../../../src-shared/statistics/quantile.ts'
import { signal } from './signal.ts'

describe('quantiles', () => {
  test('are those of numpy.quantile between the values', () => {
    const found = quantiles(signal(11), [0, 0.1, 0.333, 0.5, 0.9, 1])
    const numpy = [-0.5, -0.43924691125851467, -0.16116374215431858]
    numpy.push(-0.02786404500042039, 0.30339887498949025, 0.38854381999831844)
    numpy.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 14))
  })

  test('come in the order asked for, and leave the values as they were', () => {
    const values = [9, 1, 5]
    expect(quantiles(values, [1, 0.25, 0])).toEqual([9, 3, 1])
    expect(values).toEqual([9, 1, 5])
  })

  test('are in numerical order, not that of text, with negative values first', () => {
    expect(quantiles([10, 9, -2, -11, 100], [0, 0.25, 0.5, 0.75, 1])).toEqual([-11, -2, 9, 10, 100])
  })

  test('leave NaN out, of either sign and anywhere', () => {
    expect(quantiles([NaN, 4, -NaN, 2, NaN], [0, 0.5, 1])).toEqual([2, 3, 4])
    expect(quantiles(Float32Array.of(NaN, NaN), [0.5])).toEqual([NaN])
    expect(quantiles([], [0, 1])).toEqual([NaN, NaN])
  })

  test('of one value are that value', () => {
    expect(quantiles([7], [0, 0.3, 1])).toEqual([7, 7, 7])
  })

  test('exactly on a value are finite beside an infinite one', () => {
    expect(quantiles([1, 2, Infinity], [0.5, 1])).toEqual([2, Infinity])
    expect(quantiles([-Infinity, 2, 3], [0, 0.5])).toEqual([-Infinity, 2])
    expect(quantiles([1, 2, Infinity], [0.75])).toEqual([Infinity])
  })

  test('of single precision are interpolated in double precision', () => {
    const [a, b] = Float32Array.of(0.1, 0.2)
    expect(quantiles(Float32Array.of(0.2, 0.1), [0.5])).toEqual([a + 0.5 * (b - a)])
  })
})

test('the median of an even number of values is the mean of the middle two, without overflow', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([1.6e308, 1.7e308])).toBeCloseTo(1.65e308, -300)
})
