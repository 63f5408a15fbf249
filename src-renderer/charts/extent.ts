/** Smallest and largest finite value; on a logarithmic scale, among those above zero. */
export function extentOf(arrays: readonly ArrayLike<number>[], log = false): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const value = array[i]
      if (!Number.isFinite(value) || (log && value <= 0)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (!(low <= high)) return log ? [1, 10] : [0, 1]
  if (low === high)
    return log ? [low / 1.5, high * 1.5] : [low - (Math.abs(low) || 1) * 0.05, high + (Math.abs(high) || 1) * 0.05]
  return [low, high]
}

/** A range with a margin: this fraction of its length, or of its decades, at either end. */
export function padded([low, high]: [number, number], log: boolean, share: number): [number, number] {
  if (log) {
    const factor = (high / low) ** share
    return [low / factor, high * factor]
  }
  return [low - share * (high - low), high + share * (high - low)]
}
