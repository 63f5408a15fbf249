import type { SampleStatistic } from '../../../../src-shared/validation/sample-statistics.ts'
import { coverageAndDensity } from '../../../../src-shared/statistics/coverage-density.ts'
import { complete, evenColumns } from '../../../../src-shared/statistics/set-distance.ts'
import type { SampledSet } from './statistic-numbers.ts'

/**
 * A patch as a point: logarithms of its power in each band, and quantiles of its pixels. Turning or mirroring the patch
 * does not move it.
 */
const pointsOf = ({ statistics, features }: SampledSet): number[][] =>
  features.map(({ variance }, i) => [...Array.from(variance, Math.log), ...statistics[i].pixels]).filter(complete)

/**
 * Coverage of the sky and density of samples, among points on the sky's own scale. The distance of a coverage is the
 * root of what lacks to 1, which is on the scale of the other distances, that of a density its difference from 1; chance
 * makes what is expected to lack, and a standard error.
 */
export function neighbourStatistics(
  sky: SampledSet,
  floor: SampledSet | null,
  models: readonly SampledSet[],
): SampleStatistic[] {
  const points = pointsOf(sky)
  if (points.length === 0) return []
  const even = evenColumns(points)
  const own = points.map(even)
  const measured = (set: SampledSet) => coverageAndDensity(own, pointsOf(set).map(even))
  const found = { floor: floor && measured(floor), models: models.map(measured) }
  const statistic = (name: 'coverage' | 'density'): SampleStatistic => {
    const of = (one: ReturnType<typeof measured>): SampleStatistic['models'][number] => {
      if (one === null) return { distance: null, chance: null, bands: null }
      const ofCoverage = {
        distance: Math.sqrt(1 - one.coverage),
        chance: Math.sqrt(1 - one.expected + one.coverageError),
      }
      const ofDensity = { distance: Math.abs(1 - one.density), chance: one.densityError }
      return {
        ...(name === 'coverage' ? ofCoverage : ofDensity),
        bands: { low: [null], median: [one[name]], high: [null] },
      }
    }
    return { name, x: [], sky: null, floor: floor && of(found.floor), models: found.models.map(of) }
  }
  return [statistic('coverage'), statistic('density')]
}
