import type { PatchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'

/** Bins, thresholds and multipoles of made statistics: two of each. */
export const grid = { edges: [-1, 0, 1], thresholds: [-0.5, 0.5], ell: [100, 200] }

/** Statistics of a patch in which only the given values matter. */
export const madeStatistics = (
  spectrum: readonly number[],
  moments: Partial<PatchStatistics['moments']> = {},
): PatchStatistics => ({
  moments: { count: 256, mean: 0, variance: 1, skewness: 0, kurtosis: 0, ...moments },
  histogram: [0.5, 0.5],
  minkowski: { v0: Float64Array.of(0.7, 0.3), v1: Float64Array.of(0.1, 0.1), v2: Float64Array.of(0.01, -0.01) },
  spectrum: Float64Array.from(spectrum),
  pixels: [-2, -1.6, -0.7, 0, 0.7, 1.6, 2],
})
