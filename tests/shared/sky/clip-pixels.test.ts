import { describe, expect, it } from 'vitest'
import { clipPixels, robustDeviation } from '../../../src-shared/sky/clip-pixels.ts'

const rule = { sigma: null, percent: null, clipped: 'limit' } as const
/** 0 to 100, whose median is 50 and whose median absolute deviation is 25. */
const ramp = () => Float64Array.from({ length: 101 }, (_, i) => i)

describe('bad pixels', () => {
  it('are those k robust standard deviations from the median', () => {
    const values = ramp()
    values[100] = 1e6
    expect(robustDeviation(values)).toBeCloseTo(1.4826 * 25, 10)
    expect(clipPixels(values, { scale: 'linear' }, { ...rule, sigma: 2 })).toBe(1)
    expect(values[100]).toBeCloseTo(50 + 2 * 1.4826 * 25, 10)
    expect([...values.subarray(0, 100)]).toEqual([...ramp().subarray(0, 100)])
  })

  it('are a percentage at each end, and become missing if that is wanted', () => {
    const values = ramp()
    expect(clipPixels(values, { scale: 'linear' }, { ...rule, percent: 5, clipped: 'missing' })).toBe(10)
    expect([...values].flatMap((value, i) => (Number.isNaN(value) ? [i] : []))).toEqual([
      0, 1, 2, 3, 4, 96, 97, 98, 99, 100,
    ])
  })

  it('are looked for in the scaled values: under a logarithm, all not above zero are bad', () => {
    const values = ramp().map((x) => Math.exp(x / 100))
    ;[values[3], values[7]] = [0, -5]
    expect(clipPixels(values, { scale: 'log' }, { ...rule, sigma: 3 })).toBe(2)
    expect(values[3]).toBe(values[7])
    // Half of the others lie within a quarter of the range of logarithms, 1.
    expect(Math.log(values[3])).toBeCloseTo(0.51 - 3 * 1.4826 * 0.25, 1)
  })

  it('are compared with a plain standard deviation where more than half of the pixels are equal', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? 10 : 0))
    // The deviation from the median 0 is sqrt(100 / 100) = 1.
    expect(clipPixels(values, { scale: 'linear' }, { ...rule, sigma: 5 })).toBe(1)
    expect(values[0]).toBeCloseTo(5, 12)
  })

  it('are not among missing pixels, which stay missing and count for nothing', () => {
    const values = ramp()
    values.fill(NaN, 60)
    expect(clipPixels(values, { scale: 'linear' }, { ...rule, percent: 10 })).toBe(12)
    expect(values[0]).toBeCloseTo(5.9, 10)
    expect(values[80]).toBeNaN()
  })
})
