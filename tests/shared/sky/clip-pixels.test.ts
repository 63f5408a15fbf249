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

  it('are those without a logarithm however many there are: limits by percent are those of the others', () => {
    const made = () => Float64Array.from({ length: 101 }, (_, i) => Math.exp(i - 20)).fill(-1, 0, 20)
    // exp(0) to exp(80) remain, of which 5 percent at each end are 4 values beyond exp(4) and exp(76).
    const values = made()
    expect(clipPixels(values, { scale: 'log' }, { ...rule, percent: 5 })).toBe(20 + 4 + 4)
    expect(Math.log(values[0])).toBeCloseTo(4, 10)
    expect(Math.log(values[100])).toBeCloseTo(76, 10)
    const holed = made()
    clipPixels(holed, { scale: 'log' }, { ...rule, percent: 0, clipped: 'missing' })
    expect([...holed].map(Number.isNaN)).toEqual(Array.from({ length: 101 }, (_, i) => i < 20))
  })

  it('by k sigma have a limit even where most values have no logarithm', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : Math.exp(i / 100)))
    expect(clipPixels(values, { scale: 'log' }, { ...rule, sigma: 3 })).toBe(60)
    expect(values.every((value) => value > 0)).toBe(true)
  })

  it('stay as they are in a patch without a single logarithm, which is refused for it', () => {
    const values = new Float64Array(4).fill(-2)
    clipPixels(values, { scale: 'log' }, { ...rule, percent: 5 })
    expect([...values]).toEqual([-2, -2, -2, -2])
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
