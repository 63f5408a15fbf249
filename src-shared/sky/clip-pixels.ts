import { median, quantiles } from '../statistics/quantile.ts'
import type { Scaling } from './scale.ts'
import { scaled, unscaled } from './scale.ts'

/** Which pixels of a patch are bad by their values, and what becomes of them. One of `sigma` and `percent` is null. */
export interface ClipRule {
  /** Robust standard deviations from the median. */
  sigma: number | null
  /** Percentage of the pixels at each end. */
  percent: number | null
  /** They get the limit, or become missing. */
  clipped: 'limit' | 'missing'
}

/** A robust standard deviation: 1.4826 times the median absolute deviation, which is that of a Gaussian. */
export function robustDeviation(values: ArrayLike<number>): number {
  const middle = median(values)
  return 1.4826 * median(Float64Array.from(values, (value) => Math.abs(value - middle)))
}

/**
 * Clips the bad pixels of one channel of a patch in place. Limits are those of its scaled values. Under a logarithm,
 * values not above zero are bad in any case: they are below any limit, and no limit is taken from them, so that however
 * many there are, limits are values that the logarithm has. If more than half of the pixels are equal, k sigma is taken
 * of the plain standard deviation.
 * @param values map units, NaN where missing
 * @returns the number of clipped pixels
 */
export function clipPixels(values: Float64Array, scaling: Scaling, { sigma, percent, clipped }: ClipRule): number {
  const x = values.map((value) => (scaling.scale === 'log' && value <= 0 ? -Infinity : scaled(value, scaling)))
  const sound = scaling.scale === 'log' ? x.filter((value) => value !== -Infinity) : x
  const [low, high] = percent === null ? sigmaLimits(sound, sigma ?? Infinity) : percentLimits(sound, percent)
  let count = 0
  for (let i = 0; i < x.length; i++) {
    if (!(x[i] < low || x[i] > high)) continue
    values[i] = clipped === 'missing' ? NaN : unscaled(x[i] < low ? low : high, scaling)
    count++
  }
  return count
}

const percentLimits = (x: Float64Array, percent: number) => quantiles(x, [percent / 100, 1 - percent / 100])

function sigmaLimits(x: Float64Array, sigma: number): number[] {
  const middle = median(x)
  const spread = robustDeviation(x) || plainDeviation(x, middle)
  return [middle - sigma * spread, middle + sigma * spread]
}

function plainDeviation(x: Float64Array, middle: number): number {
  const finite = x.filter(Number.isFinite)
  return Math.sqrt(finite.reduce((sum, value) => sum + (value - middle) ** 2, 0) / finite.length)
}
