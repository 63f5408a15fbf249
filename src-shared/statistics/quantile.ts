/**
 * Quantiles of values with linear interpolation between order statistics (NumPy's default, type 7 of Hyndman & Fan
 * 1996). NaN values are ignored; without values the quantiles are NaN.
 */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = ascending(values)
  return shares.map((share) => {
    if (sorted.length === 0) return NaN
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    // Exactly on a value, the next one is not used: it may be Infinity.
    if (place === below) return sorted[below]
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
  })
}

/** The median; NaN without values. */
export const median = (values: ArrayLike<number>): number => quantiles(values, [0.5])[0]

/** Single precision is kept, as it sorts twice as fast. Typed arrays sort NaN to the end. */
function ascending(values: ArrayLike<number>): Float32Array | Float64Array {
  const sorted = (values instanceof Float32Array ? values.slice() : new Float64Array(values)).sort()
  let count = sorted.length
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--
  return sorted.subarray(0, count)
}
