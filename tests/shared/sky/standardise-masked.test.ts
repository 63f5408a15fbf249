import { describe, expect, it } from 'vitest'
import { standardiseMasked } from '../../../src-shared/sky/standardise-masked.ts'

const linear = { scale: 'linear' } as const

describe('a patch standardised by its good pixels', () => {
  it('has their mean and deviation, whatever the others hold', () => {
    for (const hole of [NaN, Infinity, -1e30, 0]) {
      const out = Float32Array.of(9, 9, 9, 9)
      const standards = standardiseMasked(Float64Array.of(1, hole, 3, 5), Uint8Array.of(1, 0, 1, 1), ['I'], linear, out)
      const std = Math.sqrt(8 / 3)
      expect(standards).toEqual([{ mean: 3, std }])
      expect([...out]).toEqual([Math.fround(-2 / std), 0, 0, Math.fround(2 / std)])
    }
  })

  it('keeps Q and U together: one deviation, each around its own mean', () => {
    const out = new Float32Array(6)
    const values = Float64Array.of(1, 10, NaN, 7, 3, 16)
    const standards = standardiseMasked(values, Uint8Array.of(1, 0, 1), ['Q', 'U'], linear, out)
    // Variances 1 and 9: the root of their mean is the root of 5.
    const std = Math.sqrt(5)
    expect(standards).toEqual([
      { mean: 2, std },
      { mean: 13, std },
    ])
    expect([...out]).toEqual([-1 / std, -3 / std, 0, 0, 1 / std, 3 / std].map(Math.fround))
  })

  it('takes logarithms of good pixels only', () => {
    const out = new Float32Array(3)
    const values = Float64Array.of(Math.E, -4, Math.E ** 3)
    const standards = standardiseMasked(values, Uint8Array.of(1, 0, 1), ['I'], { scale: 'log' }, out)
    expect(standards).toEqual([{ mean: expect.closeTo(2, 12), std: expect.closeTo(1, 12) }])
    expect([...out]).toEqual([expect.closeTo(-1, 6), 0, expect.closeTo(1, 6)])
  })

  it('can’t be used without a good pixel, with one alone, or with one that has no logarithm or value', () => {
    const of = (values: number[], mask: number[], scale: 'log' | 'linear' = 'linear') =>
      standardiseMasked(Float64Array.from(values), Uint8Array.from(mask), ['I'], { scale }, new Float32Array(2))
    expect(of([1, 2], [0, 0])).toBe('missing pixels')
    expect(of([1, 2], [1, 0])).toBe('constant')
    expect(of([0, 2], [1, 1], 'log')).toBe('values not above zero')
    expect(of([NaN, 2], [1, 1])).toBe('missing pixels')
  })
})
