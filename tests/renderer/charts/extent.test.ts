import { describe, expect, it } from 'vitest'
import { extentOf } from '../../../src-renderer/charts/extent.ts'

describe('an extent', () => {
  it('skips non-finite values across all arrays', () => {
    expect(extentOf([[1, NaN], [Infinity, -4], [3]])).toEqual([-4, 3])
  })
  it('of a single value is centred on it, on either scale', () => {
    const [low, high] = extentOf([[-20]])
    expect((low + high) / 2).toBeCloseTo(-20, 12)
    const [least, most] = extentOf([[20]], true)
    expect(Math.sqrt(least * most)).toBeCloseTo(20, 12)
  })
})
