import { describe, expect, it } from 'vitest'
import type { Series } from '../../../src-renderer/charts/series.ts'
import { smooth, withSmooth } from '../../../src-renderer/charts/smooth.ts'

const curve = (y: number[]): Series => ({ name: 'a', colour: 0, x: y.map((_, i) => i), y })
const smoothed = (y: number[], weight: number) => smooth(curve(y), weight).y as number[]

describe('a smoothed curve', () => {
  it('at weight 0.5 is a mean whose weights halve with each step back', () => {
    const [first, second, third] = smoothed([1, 2, 3], 0.5)
    expect(first).toBe(1)
    expect(second).toBeCloseTo((1 + 2 * 2) / 3, 12)
    expect(third).toBeCloseTo((1 + 2 * 2 + 4 * 3) / 7, 12)
  })
  it('has no bias: a constant stays constant from the start', () => {
    for (const value of smoothed(Array(50).fill(3154.2), 0.99)) expect(value).toBeCloseTo(3154.2, 8)
  })
  it('keeps gaps, and continues after them as if they were not there', () => {
    const [first, gap, second] = smoothed([1, NaN, 2], 0.5)
    expect([first, gap]).toEqual([1, NaN])
    expect(second).toBeCloseTo(5 / 3, 12)
  })
  it('is the curve itself at weight 0, and the same object on repeated calls', () => {
    const one = curve([1, 2, 3])
    expect(smooth(one, 0)).toBe(one)
    expect(smooth(one, 0.6)).toBe(smooth(one, 0.6))
  })
})

describe('smoothed curves of a chart', () => {
  it('have the raw ones behind them if there are few', () => {
    const few = withSmooth([curve([1, 2]), curve([3, 4])], 0.5)
    expect(few.map(({ faint = false }) => faint)).toEqual([true, true, false, false])
    const many = withSmooth(
      Array.from({ length: 20 }, () => curve([1, 2])),
      0.5,
    )
    expect(many).toHaveLength(20)
    expect(many.some(({ faint }) => faint)).toBe(false)
  })
})
