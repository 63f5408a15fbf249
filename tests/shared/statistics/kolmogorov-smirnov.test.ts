import { describe, expect, test } from 'vitest'
import {
  compareSamples,
  compareWithNormal,
  kolmogorovSurvival,
} from '../../../src-shared/statistics/kolmogorov-smirnov.ts'
import { normalCdf } from '../../../src-shared/statistics/normal-distribution.ts'
import reference from '../../reference/statistics.json' with { type: 'json' }
import { signal } from './signal.ts'

const relative = (found: number, expected: number) => Math.abs(found - expected) / Math.abs(expected)

test.each(reference.normalCdf.x.map((x, i) => [x, reference.normalCdf.values[i]]))(
  'the normal distribution function at %d is SciPy’s',
  (x, expected) => expect(relative(normalCdf(x), expected)).toBeLessThan(1e-13),
)

describe('the two-sided Kolmogorov-Smirnov distribution', () => {
  test.each(reference.kolmogorov)('of $n values beyond $d matches SciPy’s', ({ n, d, survival }) => {
    expect(Math.abs(kolmogorovSurvival(n, d) - survival)).toBeLessThan(1e-9)
    if (survival < 1e-3) expect(relative(kolmogorovSurvival(n, d), survival)).toBeLessThan(1e-8)
  })

  test('has its closed form for one value: 2 (1 - d) for d of at least one half', () => {
    for (const d of [0.5, 0.6, 0.75, 0.99]) expect(kolmogorovSurvival(1, d)).toBeCloseTo(2 * (1 - d), 12)
    expect([kolmogorovSurvival(1, 0.3), kolmogorovSurvival(1, 1)]).toEqual([1, 0])
  })

  test('decreases with the distance, without a jump where its two forms meet', () => {
    for (const n of [30, 200]) {
      const at = Array.from({ length: 41 }, (_, i) => kolmogorovSurvival(n, Math.sqrt(4 / n) * (0.98 + i / 1000)))
      for (let i = 1; i < at.length; i++) expect(at[i]).toBeLessThan(at[i - 1])
      const steps = at.slice(1).map((value, i) => at[i] - value)
      expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(2)
    }
  })
})

describe('two samples', () => {
  test.each(reference.twoSamples)('of $n and $m values, $shift apart, give SciPy’s result', (expected) => {
    const { n, m, shift } = expected
    const both = signal(n + m)
    const second = Array.from(both.slice(n), (value) => value + shift)
    const { distance, pValue } = compareSamples(signal(n), second)
    expect(distance).toBeCloseTo(expected.distance, 12)
    expect(relative(pValue, expected.pValue)).toBeLessThan(1e-8)
  })

  test('with ties give SciPy’s result, and NaN is ignored', () => {
    const { distance, pValue } = compareSamples([3, 1, 1, NaN, 2, 3, 3], [4, 1, 3, 4])
    expect(distance).toBeCloseTo(reference.tiedSamples.distance, 12)
    expect(pValue).toBeCloseTo(reference.tiedSamples.pValue, 12)
  })

  test('have distance 0 if equal, and 1 if they do not overlap', () => {
    expect(compareSamples([1, 2, 3], [3, 1, 2])).toEqual({ distance: 0, pValue: 1 })
    // In two of the 20 orders of three and three they do not overlap.
    const apart = compareSamples([1, 2, 3], [4, 5, 6])
    expect(apart.distance).toBe(1)
    expect(apart.pValue).toBeCloseTo(2 / 20, 14)
  })
})

describe('a sample against N(0, 1)', () => {
  test.each(reference.againstNormal)('of $n values, $scale times the signal, gives SciPy’s result', (expected) => {
    const { distance, pValue } = compareWithNormal(Array.from(signal(expected.n), (value) => expected.scale * value))
    expect(distance).toBeCloseTo(expected.distance, 12)
    expect(Math.abs(pValue - expected.pValue)).toBeLessThan(1e-8)
  })

  test('must contain a value', () => {
    expect(() => compareWithNormal([NaN])).toThrow(/without any value/)
    expect(() => compareSamples([1], [])).toThrow(RangeError)
  })
})
