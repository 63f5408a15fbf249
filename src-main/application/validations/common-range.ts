import { moments } from '../../../src-shared/statistics/moments.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'

/** The paper's range of standardised values (Fig. 3). */
const standardRange = [-3, 5] as const

/** A range for nearly all values of some sets: -3 to 5 if they are standardised, otherwise to their 0.1 and 99.9 percentiles. */
export function commonRange(sets: readonly Float32Array[]): readonly [number, number] {
  const standardised = sets.every((values) => {
    const { mean, variance } = moments(values.filter((value) => !Number.isNaN(value)))
    return Math.abs(mean) < 0.5 && variance > 0.25 && variance < 4
  })
  if (standardised) return standardRange
  const ends = sets.map((values) => quantiles(values, [0.001, 0.999]))
  const [low, high] = [Math.min(...ends.map(([end]) => end)), Math.max(...ends.map(([, end]) => end))]
  return high > low ? [low, high] : [low - 0.5, high + 0.5]
}
