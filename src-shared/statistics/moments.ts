/** Moments of all values (divided by n): skewness is m3 / m2^1.5; kurtosis is m4 / m2^2 - 3, 0 for a Gaussian. */
export type Moments = { count: number; mean: number; variance: number; skewness: number; kurtosis: number }

/**
 * Mean and central moments, float64, in two passes. Skewness and kurtosis of constant values are NaN; without values,
 * all are.
 */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]
  const mean = sum / count
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < count; i++) {
    const d = values[i] - mean
    second += d * d
    third += d * d * d
    fourth += d * d * d * d
  }
  const variance = second / count
  return {
    count,
    mean,
    variance,
    skewness: third / count / variance ** 1.5,
    kurtosis: fourth / count / variance ** 2 - 3,
  }
}
