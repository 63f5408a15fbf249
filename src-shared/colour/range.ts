/** Least and largest value of a colour scale. */
export type Range = readonly [number, number]

/**
 * The range of the middle `1 - 2 clip` of all finite values, so that one bright pixel does not darken the rest. A range
 * that would be empty is widened, so that dividing by it is safe.
 */
export function rangeOf(arrays: readonly ArrayLike<number>[], clip = 0.001): Range {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let count = 0
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) if (Number.isFinite(array[i])) all[count++] = array[i]
  }
  if (count === 0) return [0, 1]
  const sorted = all.subarray(0, count).sort()
  const low = sorted[Math.floor(clip * (sorted.length - 1))]
  const high = sorted[Math.ceil((1 - clip) * (sorted.length - 1))]
  if (high > low) return [low, high]
  const half = Math.abs(low) > 0 ? 1e-3 * Math.abs(low) : 1
  return [low - half, low + half]
}

/** The smallest range symmetric about zero that contains the given one: for differences. */
export const aboutZero = ([low, high]: Range): Range => {
  const reach = Math.max(Math.abs(low), Math.abs(high))
  return [-reach, reach]
}
