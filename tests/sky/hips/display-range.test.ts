import { describe, expect, it } from 'vitest'
import { displayRange } from '../../../src-main/sky/hips/display-range.ts'

describe('the range of a map’s values', () => {
  it('has cuts at the 1st and the 99th percentile', () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => i - 500)
    expect(displayRange(values)).toEqual({ cuts: [-490, 490], range: [-500, 500] })
  })

  it('leaves missing pixels out', () => {
    const values = Float32Array.from({ length: 2002 }, (_, i) => (i % 2 === 0 ? NaN : (i - 1) / 2))
    expect(displayRange(values)).toEqual({ cuts: [10, 990], range: [0, 1000] })
  })

  it('has cuts at the extremes if most values are equal, and above a single value', () => {
    const peaked = new Float64Array(1000).fill(3)
    peaked[7] = 10
    expect(displayRange(peaked)).toEqual({ cuts: [3, 10], range: [3, 10] })
    expect(displayRange(new Float64Array(5).fill(-2))).toEqual({ cuts: [-2, -1], range: [-2, -2] })
  })

  it('has cuts that differ in single precision for a constant map of large values', () => {
    for (const value of [7e17, -7e17, 3e7]) {
      const [low, high] = displayRange(new Float64Array(5).fill(value)).cuts
      expect(Math.fround(high)).toBeGreaterThan(Math.fround(low))
    }
  })

  it('is 0 to 1 without any value', () => {
    expect(displayRange(new Float32Array(12).fill(NaN))).toEqual({ cuts: [0, 1], range: [0, 1] })
    expect(displayRange(new Float32Array(0))).toEqual({ cuts: [0, 1], range: [0, 1] })
  })

  it('uses extremes that are known, which a sample may miss', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i)
    expect(displayRange(values, [-7, 2000])).toEqual({ cuts: [1, 99], range: [-7, 2000] })
  })

  it('samples large maps evenly', () => {
    const values = Float32Array.from({ length: 500_000 }, (_, i) => i)
    const { cuts, range } = displayRange(values)
    expect(range).toEqual([0, 499_999])
    expect(Math.abs(cuts[0] - 5000)).toBeLessThan(5)
    expect(Math.abs(cuts[1] - 495_000)).toBeLessThan(5)
  })
})
