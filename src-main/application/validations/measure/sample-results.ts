import {
  sampleStatisticNames,
  statisticKinds,
  type SampleStatistic,
  type SampleStatisticName,
  type SampleStatistics,
  type SetStatisticName,
} from '../../../../src-shared/validation/sample-statistics.ts'
import { distanceFrom } from '../../../../src-shared/statistics/set-distance.ts'
import { neighbourStatistics } from './neighbour-statistics.ts'
import { statisticNumbers, type Grids, type SampledSet } from './statistic-numbers.ts'
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
  const perPatch = (name: Exclude<SampleStatisticName, SetStatisticName>): SampleStatistic[] => {
    const { x, rows } = numbers[name]
    const own = rows(sky)
    if (own[0].length === 0) return []
    const distance = distanceFrom(own)
    const measured = (set: SampledSet) => {
      const of = rows(set)
      return { ...(distance(of) ?? { distance: null, chance: null }), bands: bandsOver(of) }
    }
    return [{ name, x: [...x], sky: bandsOver(own), floor: floor && measured(floor), models: models.map(measured) }]
  }
  return {
    models: models.map(({ name }) => name),
    statistics: [
      ...sampleStatisticNames.flatMap((name) => (isOfSet(name) ? [] : perPatch(name))),
      ...neighbourStatistics(sky, floor, models),
    ],
  }
}

/** Whether a statistic is one number of a whole set. */
const isOfSet = (name: SampleStatisticName): name is SetStatisticName => statisticKinds[name].measure === 'difference'
