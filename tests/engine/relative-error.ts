/** Largest difference, as a fraction of the largest expected magnitude; NaN if the lengths differ. */
export function largestRelativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return NaN
  let [difference, scale] = [0, 0]
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(found[i] - expected[i]))
    scale = Math.max(scale, Math.abs(expected[i]))
  }
  return difference / scale
}
