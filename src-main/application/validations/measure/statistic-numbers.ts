import type {
  PolarisedStatisticName,
  SampleStatisticName,
  SetStatisticName,
} from '../../../../src-shared/validation/sample-statistics.ts'
import type { FeatureGrid, FeatureName, PatchFeatures } from '../../../../src-shared/statistics/patch-features.ts'
import { binMiddles } from '../../../../src-shared/statistics/histogram.ts'
import type { PatchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import type { StatisticsGrid } from './set-results.ts'

/** All statistics of the patches of a set, in the same order. */
export interface SampledSet {
  statistics: readonly PatchStatistics[]
  features: readonly PatchFeatures<FeatureName>[]
}

/** What the numbers of statistics and features belong to. */
export interface Grids {
  statistics: StatisticsGrid
  features: FeatureGrid
}

/** The numbers of one statistic: what they belong to, and a row of them for each patch. */
export interface StatisticNumbers {
  x: readonly number[]
  rows(set: SampledSet): ArrayLike<number>[]
}

/** Statistics that are measured patch by patch, of one channel. */
export type PatchStatisticName = Exclude<SampleStatisticName, SetStatisticName | PolarisedStatisticName>

/** Where the numbers of each statistic come from. */
export function statisticNumbers({ statistics: grid, features }: Grids): Record<PatchStatisticName, StatisticNumbers> {
  const single = (of: (patch: PatchStatistics) => number): StatisticNumbers => ({
    x: [],
    rows: ({ statistics }) => statistics.map((patch) => [of(patch)]),
  })
  const several = (x: readonly number[], of: (patch: PatchStatistics) => ArrayLike<number>): StatisticNumbers => ({
    x,
    rows: ({ statistics }) => statistics.map(of),
  })
  /** A third of the bands: fewer than three have empty thirds. */
  const third = (part: number) => {
    const [from, to] = [part, part + 1].map((at) => Math.round((at * grid.ell.length) / 3))
    return several(grid.ell.slice(from, to), ({ spectrum }) => spectrum.subarray(from, to))
  }
  const feature = (name: FeatureName): [FeatureName, StatisticNumbers] => [
    name,
    { x: features[name], rows: (set) => set.features.map((patch) => patch[name]) },
  ]
  const ofFeatures = Object.fromEntries((Object.keys(features) as FeatureName[]).map(feature))
  return {
    ...(ofFeatures as Record<FeatureName, StatisticNumbers>),
    skewness: single(({ moments }) => moments.skewness),
    kurtosis: single(({ moments }) => moments.kurtosis),
    histogram: several(binMiddles([...grid.edges]), ({ histogram }) => histogram),
    'spectrum-low': third(0),
    'spectrum-middle': third(1),
    'spectrum-high': third(2),
    v0: several(grid.thresholds, ({ minkowski }) => minkowski.v0),
    v1: several(grid.thresholds, ({ minkowski }) => minkowski.v1),
    v2: several(grid.thresholds, ({ minkowski }) => minkowski.v2),
  }
}
