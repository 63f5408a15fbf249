import { describe, expect, it } from 'vitest'
import { describeValues } from '../../../../src-renderer/views/maps/describe-values.ts'

describe('the numbers of a cut', () => {
  it('exclude missing pixels, and count them', () => {
    expect(describeValues(Float32Array.of(1, NaN, 2, 6, NaN))).toMatchObject({ min: 1, max: 6, mean: 3, missing: 2 })
  })

  it('give a colour range without the brightest half per cent', () => {
    const values = Float32Array.from({ length: 1001 }, (_, i) => i)
    values[1000] = 1e6
    const { range, max } = describeValues(values)
    expect(max).toBe(1e6)
    expect(range[1]).toBeLessThanOrEqual(996)
    expect(range[0]).toBeGreaterThanOrEqual(4)
  })

  it('without pixels are NaN, with a range that can still be drawn', () => {
    const { min, max, mean, missing, range } = describeValues(Float32Array.of(NaN, NaN))
    expect([min, max, mean]).toEqual([NaN, NaN, NaN])
    expect(missing).toBe(2)
    expect(range[1]).toBeGreaterThan(range[0])
  })
})
