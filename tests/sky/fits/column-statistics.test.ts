import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gatherStatistics, unseen } from '../../../src-main/sky/fits/column-statistics.ts'

/** The definition, applied value by value. */
function plainly(values: number[], bad: number) {
  const good = values.filter(
    (v) => Number.isFinite(v) && Math.abs(v - unseen) > 1e-5 * -unseen && Math.abs(v - bad) > 1e-5 * Math.abs(bad),
  )
  return {
    count: values.length,
    missing: values.length - good.length,
    min: Math.min(...good),
    max: Math.max(...good),
    good,
  }
}

describe('statistics of a column', () => {
  it('follow their definition, for any length, split into pieces, and position of missing values', () => {
    const value = fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: -99, max: 99 }) },
      fc.constantFrom(NaN, Infinity, -Infinity, unseen, Math.fround(unseen), 77),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.nat(60), (values, cut) => {
        const gatherer = gatherStatistics(77)
        const array = Float64Array.from(values)
        gatherer.add(array.subarray(0, cut))
        gatherer.add(array.subarray(cut))
        const { good, ...expected } = plainly(values, 77)
        const found = gatherer.result()
        if (good.length === 0) expect(found).toEqual({ ...expected, min: null, max: null, mean: null })
        else expect(found).toEqual({ ...expected, mean: good.reduce((a, b) => a + b, 0) / good.length })
        expect(array.filter((v) => Number.isNaN(v))).toHaveLength(expected.missing)
      }),
    )
  })

  it('find a single missing value among many', () => {
    const values = new Float32Array(100_003).fill(2)
    values[70_001] = unseen
    values[100_002] = 8
    const gatherer = gatherStatistics(null)
    gatherer.add(values)
    expect(gatherer.result()).toEqual({ count: 100_003, missing: 1, min: 2, max: 8, mean: 2 + 6 / 100_002 })
    expect(values[70_001]).toBeNaN()
  })

  it('do not mistake values near UNSEEN for UNSEEN', () => {
    const gatherer = gatherStatistics(null)
    gatherer.add(Float64Array.of(-1.6e30, -1.7e30, 1.6375e30, 0, -0))
    expect(gatherer.result()).toMatchObject({ missing: 0, min: -1.7e30, max: 1.6375e30 })
  })
})
