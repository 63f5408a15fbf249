import type { StatisticTest } from '../../../src-shared/validation/results.ts'

/** Level at which a test tells two sets apart. */
export const significance = 0.01

/** Statistics in the order of tables, by name. */
export const statisticNames: readonly (readonly [StatisticTest['statistic'], string])[] = [
  ['moment', 'moments'],
  ['pixels', 'quantiles of the pixels'],
  ['histogram', 'bins of the histogram'],
  ['spectrum', 'bands of the spectrum'],
  ['v0', 'V₀ (area)'],
  ['v1', 'V₁ (border)'],
  ['v2', 'V₂ (curvature)'],
]

/** Of some tests: how many there are and tell the sets apart, their median distance, the smallest p-value; null of none. */
export function testShare(tests: readonly StatisticTest[] | undefined, statistic: StatisticTest['statistic']) {
  const some = (tests ?? []).filter((test) => test.statistic === statistic)
  if (some.length === 0) return null
  const distances = some.map(({ distance }) => distance).sort((a, b) => a - b)
  return {
    count: some.length,
    apart: some.filter(({ pValue }) => pValue < significance).length,
    distance: distances[distances.length >> 1],
    smallest: Math.min(...some.map(({ pValue }) => pValue)),
  }
}
