import { describe, expect, it } from 'vitest'
import { roundNumbers, roundStep, ticksOf } from '../../../src-shared/axes/ticks.ts'

describe('ticks', () => {
  it('are round values within the range', () => {
    expect(ticksOf([1, 37], 5)).toEqual([10, 20, 30])
    expect(ticksOf([-0.23, 0.31], 5)).toEqual([-0.2, 0, 0.2])
    expect(ticksOf([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3])
  })
  it('on a logarithmic scale are powers of ten, with 2 and 5 in between if there is room', () => {
    expect(ticksOf([3000, 60_000], 5, true)).toEqual([5000, 10_000, 20_000, 50_000])
    expect(
      ticksOf([1e-6, 1e6], 5, true).every((tick) => Number.isInteger(Math.round(1e9 * Math.log10(tick)) / 1e9)),
    ).toBe(true)
    expect(ticksOf([1e-6, 1e6], 5, true).length).toBeLessThanOrEqual(8)
  })
  it('on a logarithmic scale with a small span are linear', () => {
    expect(ticksOf([100, 200], 5, true)).toEqual([100, 120, 140, 160, 180, 200])
  })
  it('are empty without a range', () => {
    expect(ticksOf([1, 1], 5)).toEqual([])
    expect(ticksOf([NaN, 1], 5)).toEqual([])
  })
})

describe('labels', () => {
  it('are 1, 2 or 5 times a power of ten apart, and about as many as requested', () => {
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
  it('have no binary rounding noise', () => {
    expect(ticksOf([0, 0.7], 7).map(String)).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7'])
  })
  it('are two at least, as one alone does not tell the scale', () => {
    expect(ticksOf([-0.9, 0.65], 2)).toEqual([-0.5, 0, 0.5])
    expect(ticksOf([5, 85], 3.6)).toEqual([20, 40, 60, 80])
    expect(ticksOf([1.05, 9.4], 2, true)).toEqual([2, 5])
    expect(ticksOf([0.3, 1.7], 1).length).toBeGreaterThan(1)
  })
  it('include the ends of the range', () => expect(ticksOf([2, 10], 4)).toEqual([2, 4, 6, 8, 10]))
  it('on a logarithmic scale that includes zero are linear', () => {
    expect(ticksOf([0, 10], 5, true)).toEqual([0, 2, 4, 6, 8, 10])
  })
  it('skip powers of ten at regular steps if there are too many', () => {
    const powers = ticksOf([1e-20, 1e20], 5, true).map(Math.log10)
    const steps = new Set(powers.slice(1).map((power, i) => Math.round(power - powers[i])))
    expect(steps.size).toBe(1)
    expect(powers.length).toBeLessThanOrEqual(8)
  })
})

describe('a round step', () => {
  it.each([
    [10, 2],
    [1, 0.2],
    [0.7, 0.2],
    [11, 5],
    [24, 5],
    [25, 5],
    [26, 10],
  ])('of a span of %d in 5 steps at most is %d', (span, step) => {
    expect(roundStep(span, 5)).toBe(step)
  })

  it('is the finest that gives no more steps than wanted', () => {
    const finer = (step: number) => (String(step).replace(/[^1-9]/g, '')[0] === '5' ? step / 2.5 : step / 2)
    for (let span = 0.013; span < 1e5; span *= 1.37) {
      for (const wanted of [1, 2, 5, 9]) {
        const step = roundStep(span, wanted)
        expect(span / step).toBeLessThanOrEqual(wanted * (1 + 1e-9))
        expect(span / finer(step)).toBeGreaterThan(wanted * (1 - 1e-9))
      }
    }
  })

  it('includes 0 in its multiples if within the range, and takes less than one step as one', () => {
    expect(roundNumbers([-0.3, 0.7], 5)).toEqual([-0.2, 0, 0.2, 0.4, 0.6])
    expect(roundStep(0.6, 0)).toBe(roundStep(0.6, 1))
    expect(roundNumbers([0.2, 0.8], 0)).toEqual([0.5])
  })
})
