import {
  sampleStatisticNames,
  type SampleStatistic,
  type SampleStatistics,
} from '../../../../src-shared/validation/sample-statistics.ts'
import { distanceFrom } from '../../../../src-shared/statistics/set-distance.ts'
import { neighbourStatistics } from './neighbour-statistics.ts'
import { statisticNumbers, type Grids, type PatchStatisticName, type SampledSet } from './statistic-numbers.ts'
import { bandsOver } from './set-results.ts'

/** Sets to tell apart, and the grids of their statistics. */
export interface SamplesAsked {
  sky: SampledSet
  /** Other sky; null if there is none. */
  floor: SampledSet | null
  models: readonly (SampledSet & { name: string })[]
  grids: Grids
}

/** Each statistic's distance of models from the sky, and its floor. */
export function sampleResults({ sky, floor, models, grids }: SamplesAsked): SampleStatistics {
  const numbers = statisticNumbers(grids)
  const perPatch = (name: PatchStatisticName): SampleStatistic[] => {
    const { x, rows } = numbers[name]
    return statisticOf(name, x, { sky: rows(sky), floor: floor && rows(floor), models: models.map(rows) })
  }
  return {
    models: models.map(({ name }) => name),
    statistics: [
      ...sampleStatisticNames.flatMap((name) => (name in numbers ? perPatch(name as PatchStatisticName) : [])),
      ...neighbourStatistics(sky, floor, models),
    ],
  }
}

/** The numbers of one statistic: a row for each patch of the sky, of other sky, and of each model. */
export interface StatisticRows {
  sky: readonly ArrayLike<number>[]
  floor: readonly ArrayLike<number>[] | null
  models: readonly (readonly ArrayLike<number>[])[]
}

/** Distances of a statistic's rows from those of the sky; none for rows without numbers. */
export function statisticOf(
  name: SampleStatistic['name'],
  x: readonly number[],
  { sky, floor, models }: StatisticRows,
): SampleStatistic[] {
  if (sky[0].length === 0) return []
  const distance = distanceFrom(sky)
  const measured = (rows: readonly ArrayLike<number>[]) => ({
    ...(distance(rows) ?? { distance: null, chance: null }),
    bands: bandsOver(rows),
  })
  return [{ name, x: [...x], sky: bandsOver(sky), floor: floor && measured(floor), models: models.map(measured) }]
}
