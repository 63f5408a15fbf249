import {
  momentNames,
  pixelShares,
  type QuartileBands,
  type Quartiles,
  type SetResults,
  type StatisticTest,
} from '../../../../src-shared/validation/results.ts'
import { compareSamples } from '../../../../src-shared/statistics/kolmogorov-smirnov.ts'
import type { PatchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import { quantileBands, quartiles } from '../../../../src-shared/statistics/quantile-bands.ts'

/** The grid on which a set's statistics were measured. */
export interface StatisticsGrid {
  edges: readonly number[]
  thresholds: readonly number[]
  ell: readonly number[]
}

/** A number, or null for NaN, which JSON lacks. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** Quartiles of each column over rows of equal length. */
export function bandsOver(rows: readonly ArrayLike<number>[]): QuartileBands {
  const [low, median, high] = quantileBands(rows, quartiles).map((band) => Array.from(band, orNull))
  return { low, median, high }
}

/** Quartiles of one number per patch. */
export function quartilesOver(values: readonly number[]): Quartiles {
  const { low, median, high } = bandsOver(values.map((value) => [value]))
  return { low: low[0] ?? null, median: median[0] ?? null, high: high[0] ?? null }
}

const momentsOf = ({ moments: { mean, variance, skewness, kurtosis } }: PatchStatistics) => ({
  mean,
  standardDeviation: Math.sqrt(variance),
  skewness,
  kurtosis,
})

/** Summarises a set: quartiles over its patches of each statistic. */
export function setResults(patches: readonly PatchStatistics[]): SetResults {
  const over = (row: (patch: PatchStatistics) => ArrayLike<number>) => bandsOver(patches.map(row))
  const moment = (name: (typeof momentNames)[number]) => quartilesOver(patches.map((patch) => momentsOf(patch)[name]))
  return {
    count: patches.length,
    histogram: over((patch) => patch.histogram),
    spectrum: over((patch) => patch.spectrum),
    minkowski: {
      v0: over((patch) => patch.minkowski.v0),
      v1: over((patch) => patch.minkowski.v1),
      v2: over((patch) => patch.minkowski.v2),
    },
    moments: {
      mean: moment('mean'),
      standardDeviation: moment('standardDeviation'),
      skewness: moment('skewness'),
      kurtosis: moment('kurtosis'),
    },
    pixels: over((patch) => patch.pixels),
  }
}

/**
 * Kolmogorov-Smirnov tests of two sets, one for each number measured per patch. Numbers that no patch of a set has (the
 * log power of a band that is never positive, the skewness of constant patches) are left out.
 */
export function statisticTests(
  first: readonly PatchStatistics[],
  second: readonly PatchStatistics[],
  { edges, thresholds, ell }: StatisticsGrid,
): StatisticTest[] {
  const middles = edges.slice(1).map((edge, i) => (edge + edges[i]) / 2)
  const places = (values: readonly number[]) => values.map((value) => String(Number(value.toPrecision(6))))
  const families: [StatisticTest['statistic'], readonly string[], (patch: PatchStatistics) => ArrayLike<number>][] = [
    ['moment', momentNames, (patch) => momentNames.map((name) => momentsOf(patch)[name])],
    ['pixels', places(pixelShares), (patch) => patch.pixels],
    ['histogram', places(middles), (patch) => patch.histogram],
    ['spectrum', places(ell), (patch) => patch.spectrum],
    ...(['v0', 'v1', 'v2'] as const).map((name): (typeof families)[number] => [
      name,
      places(thresholds),
      (patch) => patch.minkowski[name],
    ]),
  ]
  return families.flatMap(([statistic, names, row]) => {
    const [a, b] = [first.map(row), second.map(row)]
    return names.flatMap((at, column) => {
      const sample = (rows: readonly ArrayLike<number>[]) =>
        rows.map((values) => values[column]).filter((value) => Number.isFinite(value))
      const [x, y] = [sample(a), sample(b)]
      return x.length === 0 || y.length === 0 ? [] : [{ statistic, at, ...compareSamples(x, y) }]
    })
  })
}
