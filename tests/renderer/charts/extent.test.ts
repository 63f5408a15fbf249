import { describe, expect, it } from 'vitest'
import { extentOf } from '../../../src-renderer/charts/extent.ts'
import { ticksOf } from '../../../src-renderer/charts/ticks.ts'

describe('an extent', () => {
  it('passes over what is not finite in all arrays together', () => {
    expect(extentOf([[1, NaN], [Infinity, -4], [3]])).toEqual([-4, 3])
  })
  it('of a single value has it in its midst, on either scale', () => {
    const [low, high] = extentOf([[-20]])
    expect((low + high) / 2).toBeCloseTo(-20, 12)
    const [least, most] = extentOf([[20]], true)
    expect(Math.sqrt(least * most)).toBeCloseTo(20, 12)
  })
})

describe('labels', () => {
  it('are 1, 2 or 5 times a power of ten apart, and about as many as asked for', () => {
    for (const range of [
      [0, 1],
      [-3.7, 1024],
      [0.00012, 0.00019],
      [31_540.2, 31_540.9],
    ] as const) {
      for (const count of [6, 12]) {
        const ticks = ticksOf(range, count)
        const step = ticks[1] - ticks[0]
        const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9)
        expect([1, 2, 5].some((factor) => Math.abs(mantissa - factor) < 1e-3)).toBe(true)
        expect(ticks.length).toBeLessThanOrEqual(count + 1)
        expect(ticks.length).toBeGreaterThanOrEqual(count / 3)
      }
    }
  })
  it('have no noise of binary fractions in them', () => {
    expect(ticksOf([0, 0.7], 7).map(String)).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7'])
  })
  it('take the ends of the range in', () => expect(ticksOf([2, 10], 4)).toEqual([2, 4, 6, 8, 10]))
  it('of a logarithmic scale that reaches zero are those of a linear one', () => {
    expect(ticksOf([0, 10], 5, true)).toEqual([0, 2, 4, 6, 8, 10])
  })
  it('leave out powers of ten at equal steps where there are too many', () => {
    const powers = ticksOf([1e-20, 1e20], 5, true).map(Math.log10)
    const steps = new Set(powers.slice(1).map((power, i) => Math.round(power - powers[i])))
    expect(steps.size).toBe(1)
    expect(powers.length).toBeLessThanOrEqual(8)
  })
})
