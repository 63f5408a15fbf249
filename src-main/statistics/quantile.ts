/**
 * Quantiles of values with linear interpolation between order statistics (NumPy's default, type 7 of Hyndman & Fan 1996).
 * NaN values are left out; without any value the quantiles are NaN.
 */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  return shares.map((share) => {
    if (sorted.length === 0) return NaN
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    const above = Math.min(below + 1, sorted.length - 1)
    return sorted[below] + (place - below) * (sorted[above] - sorted[below])
  })
}
