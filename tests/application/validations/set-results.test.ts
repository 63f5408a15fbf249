import { describe, expect, it } from 'vitest'
import { pairResults } from '../../../src-main/application/validations/measure/pair-results.ts'
import {
  bandsOver,
  orNull,
  quartilesOver,
  setResults,
  statisticTests,
} from '../../../src-main/application/validations/measure/set-results.ts'
import { setResultsSchema } from '../../../src-shared/validation/results.ts'
import { grid, madeStatistics } from './made-statistics.ts'

describe('quartiles over a set', () => {
  it('of one number per patch are interpolated like NumPy’s', () => {
    // np.quantile([4, 1, 3, 2], [0.25, 0.5, 0.75])
    expect(quartilesOver([4, 1, 3, 2])).toEqual({ low: 1.75, median: 2.5, high: 3.25 })
    expect(quartilesOver([7])).toEqual({ low: 7, median: 7, high: 7 })
  })

  it('leave out patches without a value, and are null if no patch has one: JSON has no NaN', () => {
    expect(quartilesOver([NaN, 1, 3])).toEqual({ low: 1.5, median: 2, high: 2.5 })
    expect(quartilesOver([NaN, NaN])).toEqual({ low: null, median: null, high: null })
    expect(quartilesOver([])).toEqual({ low: null, median: null, high: null })
    expect([orNull(0), orNull(-Infinity), orNull(NaN)]).toEqual([0, null, null])
  })

  it('of rows are taken column by column', () => {
    const rows = [
      [0, 10],
      [4, NaN],
    ]
    expect(bandsOver(rows)).toEqual({ low: [1, 10], median: [2, 10], high: [3, 10] })
    expect(() => bandsOver([[1, 2], [3]])).toThrow(RangeError)
  })
})

describe('a set of patches', () => {
  it('has the root of each variance as its standard deviation, and no skewness if all are constant', () => {
    const constant = { variance: 0, skewness: NaN, kurtosis: NaN }
    const set = setResults([madeStatistics([1, 1]), madeStatistics([1, 1], { variance: 9 })])
    expect(set.moments.standardDeviation).toEqual({ low: 1.5, median: 2, high: 2.5 })
    const flat = setResultsSchema.parse(setResults([madeStatistics([0, 0], constant)]))
    expect(flat).toMatchObject({ count: 1, moments: { skewness: { median: null }, mean: { median: 0 } } })
  })

  it('keeps negative powers, which occur in decoupled bands without power', () => {
    const set = setResults([madeStatistics([2, -1]), madeStatistics([4, -3])])
    expect(set.spectrum).toEqual({ low: [2.5, -2.5], median: [3, -2], high: [3.5, -1.5] })
  })
})

describe('the tests of two sets', () => {
  const [quiet, loud] = [1, 10].map((power) => [1, 2, 3].map((i) => madeStatistics([power * i, 5])))
  const of = (statistic: string, tests = statisticTests(quiet, loud, grid)) =>
    tests.filter((test) => test.statistic === statistic)

  it('are named after moments, or grid points: bin centres, multipoles, thresholds', () => {
    const names = (statistic: string) => of(statistic).map(({ at }) => at)
    expect(names('moment')).toEqual(['mean', 'standardDeviation', 'skewness', 'kurtosis'])
    expect(names('histogram')).toEqual(['-0.5', '0.5'])
    expect(names('spectrum')).toEqual(['100', '200'])
    expect(names('v2')).toEqual(['-0.5', '0.5'])
    expect(names('pixels')).toEqual(['0.01', '0.05', '0.25', '0.5', '0.75', '0.95', '0.99'])
  })

  it('find the band that differs: three below three occur by chance in 2 of 20 orders', () => {
    // 1, 2, 3 are all below 10, 20, 30: of C(6, 3) = 20 orders, two are as extreme.
    const [apart, alike] = of('spectrum')
    expect(apart).toMatchObject({ distance: 1, pValue: expect.closeTo(0.1, 12) })
    expect(alike).toMatchObject({ distance: 0, pValue: 1 })
  })

  it('leave out numbers that no patch of a set has', () => {
    const constant = [madeStatistics([NaN, 5], { skewness: NaN, kurtosis: NaN })]
    const tests = statisticTests(quiet, constant, grid)
    expect(of('moment', tests).map(({ at }) => at)).toEqual(['mean', 'standardDeviation'])
    expect(of('spectrum', tests).map(({ at }) => at)).toEqual(['200'])
  })
})

describe('pictures that stand for patches', () => {
  const patches = [madeStatistics([4, 4]), madeStatistics([16, 16])]
  const pictures = [madeStatistics([4, 1]), madeStatistics([16, 4])]
  const cross = [Float64Array.of(4, 1), Float64Array.of(16, 4)]

  it('have power ratios and correlations, and a scale where each falls below one half', () => {
    const pair = pairResults(grid.ell, patches, pictures, cross, [0.1, 0.3])
    expect(pair.ratio.median).toEqual([1, 0.25])
    // 1 / sqrt(4 x 1) = 4 / sqrt(16 x 4) = 1/2, which is not below 1/2.
    expect(pair.correlation.median).toEqual([1, 0.5])
    // From 1 at 100 to 1/4 at 200, 1/2 is crossed after 2/3 of the interval.
    expect(pair.halfPower).toBeCloseTo(100 + 200 / 3, 9)
    expect(pair.halfCorrelation).toBeNull()
    expect(pair.meanSquaredError).toBeCloseTo(0.2, 12)
    expect(pair.meanSquaredErrors.low).toBeCloseTo(0.15, 12)
  })

  it('have no ratio in a band where either lacks power, and do not count as falling there', () => {
    const silent = [madeStatistics([4, 0])]
    const pair = pairResults(grid.ell, silent, silent, [Float64Array.of(4, 0)], [0])
    expect(pair.ratio.median).toEqual([1, null])
    expect(pair.correlation.median).toEqual([1, null])
    expect(pair.halfPower).toBeNull()
  })
})
