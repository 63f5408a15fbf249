import { median } from '../../statistics/quantile.ts'

/** Statistics of the pixels of a region, in the picture's unit; NaN without values. */
export interface RegionStatistics {
  /** Pixels that have a value. */
  count: number
  /** Pixels without one. */
  missing: number
  mean: number
  median: number
  /** Standard deviation, divided by the count. */
  std: number
  sum: number
  min: number
  max: number
}

/** Statistics of some pixels of a picture, in double precision; NaN and the infinities are left out. */
export function regionStatistics(values: ArrayLike<number>, pixels: ArrayLike<number>): RegionStatistics {
  const known = new Float64Array(pixels.length)
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity]
  for (let i = 0; i < pixels.length; i++) {
    const value = values[pixels[i]]
    if (!Number.isFinite(value)) continue
    known[count++] = value
    sum += value
    if (value < min) min = value
    if (value > max) max = value
  }
  const missing = pixels.length - count
  if (count === 0) return { count, missing, mean: NaN, median: NaN, std: NaN, sum: NaN, min: NaN, max: NaN }
  const mean = sum / count
  const present = known.subarray(0, count)
  const variance = present.reduce((squares, value) => squares + (value - mean) ** 2, 0) / count
  return { count, missing, mean, median: median(present), std: Math.sqrt(variance), sum, min, max }
}
