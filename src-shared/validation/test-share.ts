import { median } from '../statistics/quantile.ts'
import type { StatisticTest } from './results.ts'

/** p-value below which a test distinguishes two sets. */
export const significance = 0.01

/** Sets that are tested against the patches, the floor first. */
export const testedSets = ['train', 'reconstruction', 'linear', 'sample'] as const

/** Statistics in the order of tables, with their names. */
export const statisticNames = [
  ['moment', 'moments'],
  ['pixels', 'quantiles of the pixels'],
  ['histogram', 'bins of the histogram'],
  ['spectrum', 'bands of the spectrum'],
  ['v0', 'V₀ (area)'],
  ['v1', 'V₁ (border)'],
  ['v2', 'V₂ (curvature)'],
] as const satisfies readonly (readonly [StatisticTest['statistic'], string])[]

/** Number of tests of a statistic, and their result. */
export interface TestShare {
  count: number
  /** How many of them distinguish the sets. */
  apart: number
  /** Median distance. */
  distance: number
  smallestPValue: number
}

/** Summary of the tests of one statistic; null without any. */
export function testShare(
  tests: readonly StatisticTest[] | undefined,
  statistic: StatisticTest['statistic'],
): TestShare | null {
  const some = (tests ?? []).filter((test) => test.statistic === statistic)
  if (some.length === 0) return null
  const pValues = some.map(({ pValue }) => pValue)
  return {
    count: some.length,
    apart: pValues.filter((pValue) => pValue < significance).length,
    distance: median(some.map((test) => test.distance)),
    smallestPValue: Math.min(...pValues),
  }
}
