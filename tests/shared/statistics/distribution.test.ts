import { describe, expect, it } from 'vitest'
import { quantileOf, shareBelow, sizeOf } from '../../../src-shared/statistics/distribution.ts'

// Ten values in 0 to 1, none in 1 to 3, thirty in 3 to 4.
const gap = { edges: [0, 1, 3, 4], counts: [10, 0, 30] }

describe('the share of values below one', () => {
  it('rises straight across each bin', () => {
    expect([-1, 0, 0.5, 1, 2, 3.5, 4, 9].map(shareBelow(gap))).toEqual([0, 0, 0.125, 0.25, 0.25, 0.625, 1, 1])
  })
  it('of no values is that of one anywhere between the edges', () => {
    expect([-1, 2, 9].map(shareBelow({ edges: [0, 4], counts: [0] }))).toEqual([0, 0.5, 1])
  })
  it('skips edges that rounding made equal', () => {
    expect([1, 1.5].map(shareBelow({ edges: [0, 1, 1, 2], counts: [5, 0, 5] }))).toEqual([0.5, 0.75])
  })
})

describe('quantiles', () => {
  it('invert the share below', () => {
    const quantile = quantileOf(gap)
    for (const share of [0.01, 0.125, 0.5, 0.99]) expect(shareBelow(gap)(quantile(share))).toBeCloseTo(share, 12)
    expect([quantile(0), quantile(1)]).toEqual([0, 4])
  })
  it('end at the last value, not at the last edge', () => {
    expect(quantileOf({ edges: [0, 1, 2, 3], counts: [4, 4, 0] })(1)).toBe(2)
  })
})

it('has a size that a share of the values is within', () => {
  const uniform = { edges: [-1, 1], counts: [100] }
  expect(sizeOf(uniform, 0.95)).toBeCloseTo(0.95, 12)
  expect(sizeOf(gap, 0.25)).toBeCloseTo(1, 9)
})
