import { describe, expect, it } from 'vitest'
import { regionStatistics } from '../../../../src-shared/sky/measure/region-statistics.ts'

describe('the statistics of some pixels', () => {
  it('are those of their values, the standard deviation divided by the count', () => {
    const values = Float32Array.of(100, 2, 4, 4, 4, 5, 5, 7, 9, -100)
    const found = regionStatistics(values, [1, 2, 3, 4, 5, 6, 7, 8])
    // A textbook example: mean 5, standard deviation 2.
    expect(found).toEqual({ count: 8, missing: 0, mean: 5, median: 4.5, std: 2, sum: 40, min: 2, max: 9 })
  })

  it('leave out pixels without a value, which are counted', () => {
    const values = Float64Array.of(NaN, 3, Infinity, -1, -Infinity)
    const found = regionStatistics(values, [0, 1, 2, 3, 4])
    expect(found).toEqual({ count: 2, missing: 3, mean: 1, median: 1, std: 2, sum: 2, min: -1, max: 3 })
  })

  it('are unknown without any value, or any pixel', () => {
    const none = { mean: NaN, median: NaN, std: NaN, sum: NaN, min: NaN, max: NaN }
    expect(regionStatistics([NaN, NaN], [0, 1])).toEqual({ count: 0, missing: 2, ...none })
    expect(regionStatistics([1, 2], [])).toEqual({ count: 0, missing: 0, ...none })
  })

  it('of a single pixel have no spread', () => {
    const value = Math.fround(-2.5)
    const found = regionStatistics(Float32Array.of(7, value), [1])
    expect(found).toEqual({
      count: 1,
      missing: 0,
      mean: value,
      median: value,
      std: 0,
      sum: value,
      min: value,
      max: value,
    })
  })

  it('keep the digits of small differences on a large offset', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2))
    const found = regionStatistics(values, [...values.keys()])
    expect(found.mean - 1e9).toBeCloseTo(0.5, 6)
    expect(found.std).toBeCloseTo(0.5, 6)
  })
})
