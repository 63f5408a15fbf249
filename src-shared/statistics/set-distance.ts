import { energyDistance } from './energy-distance.ts'
import { compareSamples } from './kolmogorov-smirnov.ts'
import { quantiles } from './quantile.ts'

/** How far a set is from the sky, and how far chance alone would put as many patches of one distribution. */
export interface Distance {
  distance: number
  chance: number
}

/** The distance of a set, each patch a row of numbers; null if there is nothing to compare. */
export type SetDistance = (set: readonly ArrayLike<number>[]) => Distance | null

/**
 * The distance of sets from the sky in one statistic. A single number per patch: Kolmogorov-Smirnov. Several: the energy
 * distance of asinh((x - median) / scale), with the sky's median and interquartile range / 1.349 in each column, so that
 * all columns count alike and few extreme patches do not outweigh all others. A column in which the sky has no spread is
 * taken as it is; a single number without spread, which standardisation has fixed, has no distance. Patches with a
 * missing number are left out.
 */
export function distanceFrom(sky: readonly ArrayLike<number>[]): SetDistance {
  const own = sky.filter(complete)
  if (own.length === 0) return () => null
  if (own[0].length === 1) {
    const values = own.map((row) => row[0])
    if (spreadOf(values) < 1e-6) return () => null
    return (set) => {
      const others = set.filter(complete).map((row) => row[0])
      if (others.length === 0) return null
      return {
        distance: compareSamples(values, others).distance,
        chance: kolmogorovMedian * Math.sqrt(1 / values.length + 1 / others.length),
      }
    }
  }
  const even = evenColumns(own)
  const first = own.map(even)
  return (set) => {
    const second = set.filter(complete).map(even)
    if (second.length === 0) return null
    return {
      distance: energyDistance(first, second),
      // Of equal distributions, E is (1 / n + 1 / m) <|X - Y|> on average.
      chance: Math.sqrt((1 / first.length + 1 / second.length) / 2),
    }
  }
}

/**
 * Puts rows on the sky's own scale: asinh((x - median) / scale) in each column.
 * @param sky rows without a missing number
 */
export function evenColumns(sky: readonly ArrayLike<number>[]): (row: ArrayLike<number>) => number[] {
  const columns = Array.from({ length: sky[0].length }, (_, column) => {
    const values = sky.map((row) => row[column])
    const [low, median, high] = quantiles(values, [0.25, 0.5, 0.75])
    return { median, scale: (high - low) / 1.349 || spreadOf(values) || 1 }
  })
  return (row) => columns.map(({ median, scale }, i) => Math.asinh((row[i] - median) / scale))
}

/** Whether no number of a row is missing. */
export const complete = (row: ArrayLike<number>) => Array.prototype.every.call(row, Number.isFinite)

/** Median of Kolmogorov's distribution. */
const kolmogorovMedian = 0.82757

/** Standard deviation. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
