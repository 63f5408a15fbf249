import { describe, expect, it } from 'vitest'
import { edgesOfBins } from '../../../src-shared/statistics/bin-edges.ts'
import { binFinder } from '../../../src-shared/statistics/histogram.ts'

describe('edges of bins', () => {
  it('begin and end exactly at the extremes, whatever the rounding', () => {
    for (const scale of ['linear', 'log'] as const) {
      for (const [from, to] of [
        [0.1, 0.3],
        [1e-7, 7.7e9],
        [3, 3.0000001],
      ]) {
        const edges = edgesOfBins({ from, to }, 49, scale)
        expect([edges.length, edges[0], edges[49]]).toEqual([50, from, to])
        expect(edges).toEqual([...edges].sort((a, b) => a - b))
      }
    }
  })

  it('have equal ratios on a logarithmic scale', () => {
    edgesOfBins({ from: 1e-2, to: 1e4 }, 6, 'log').forEach((edge, i) => expect(edge / 10 ** (i - 2)).toBeCloseTo(1, 12))
  })

  it('lie half a unit around a constant, as NumPy’s, and half a decade on a logarithmic scale', () => {
    expect(edgesOfBins({ from: 7.5, to: 7.5 }, 2, 'linear')).toEqual([7, 7.5, 8])
    const [low, middle, high] = edgesOfBins({ from: 4, to: 4 }, 2, 'log')
    expect(middle).toBeCloseTo(4, 12)
    expect(high / low).toBeCloseTo(10, 12)
  })

  it('give whole numbers a bin each, or the same number of them in each bin', () => {
    expect(edgesOfBins({ from: -1, to: 2, whole: true }, 256, 'linear')).toEqual([-1.5, -0.5, 0.5, 1.5, 2.5])
    // 0 to 10 in at most 4 bins: three numbers in each.
    expect(edgesOfBins({ from: 0, to: 10, whole: true }, 4, 'linear')).toEqual([-0.5, 2.5, 5.5, 8.5, 11.5])
    expect(edgesOfBins({ from: 5, to: 5, whole: true }, 9, 'linear')).toEqual([4.5, 5.5])
  })

  it('do not exist for an empty range, nor from zero on a logarithmic scale', () => {
    expect(() => edgesOfBins({ from: Infinity, to: -Infinity }, 4, 'linear')).toThrow(/no range of values/)
    expect(() => edgesOfBins({ from: NaN, to: 1 }, 4, 'linear')).toThrow(/no range of values/)
    expect(() => edgesOfBins({ from: 0, to: 1 }, 4, 'log')).toThrow(/no place for 0/)
  })
})

describe('the bin of a value', () => {
  it.each(['linear', 'log'] as const)('on a %s scale is the one whose lower edge it reaches', (scale) => {
    const edges = edgesOfBins({ from: 0.1, to: 90.7 }, 1000, scale)
    const binOf = binFinder(edges, scale)
    for (let i = 0; i < 1000; i++) {
      expect(binOf(edges[i])).toBe(i)
      expect(binOf((edges[i] + edges[i + 1]) / 2)).toBe(i)
    }
    expect(binOf(edges[1000])).toBe(999)
  })

  it('is none below and above the edges, and for NaN', () => {
    const binOf = binFinder([1, 10, 100], 'log')
    expect([0.99, -3, 0, NaN, -Infinity].map(binOf)).toEqual([-1, -1, -1, -1, -1])
    expect([100.01, Infinity].map(binOf)).toEqual([2, 2])
  })
})
