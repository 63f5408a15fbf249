/** Counts of values in bins that follow each other; in the unit of the values. */
export interface Distribution {
  /** Edges of the bins, ascending: one more than counts. */
  edges: readonly number[]
  counts: readonly number[]
}

/** The share of the values below one: 0 to 1, straight across each bin. */
export type ShareBelow = (value: number) => number

/** The cumulative distribution of counted values; of no values, that of one value anywhere between the edges. */
export function shareBelow({ edges, counts }: Distribution): ShareBelow {
  const below = cumulative(counts)
  const total = below.at(-1)!
  const [first, last] = [edges[0], edges.at(-1)!]
  if (total === 0) return (value) => Math.max(0, Math.min(1, (value - first) / (last - first)))
  return (value) => {
    if (!(value > first)) return 0
    if (value >= last) return 1
    const bin = lastNotAbove(edges, value)
    return (below[bin] + (counts[bin] * (value - edges[bin])) / (edges[bin + 1] - edges[bin])) / total
  }
}

/** The value that a share of the values, 0 to 1, lies below. */
export function quantileOf({ edges, counts }: Distribution): (share: number) => number {
  const below = cumulative(counts)
  const total = below.at(-1)!
  return (share) => {
    const wanted = share * total
    const bin = Math.min(counts.length - 1, lastNotAbove(below, wanted))
    // At the very end, the last bin with a value.
    if (counts[bin] === 0) {
      const last = counts.findLastIndex((count, i) => count > 0 && i < bin)
      return edges[last + 1]
    }
    return edges[bin] + ((edges[bin + 1] - edges[bin]) * (wanted - below[bin])) / counts[bin]
  }
}

/** The size that a share of the values, 0 to 1, is within on both sides of zero. */
export function sizeOf(distribution: Distribution, share: number): number {
  const below = shareBelow(distribution)
  let [low, high] = [0, Math.max(Math.abs(distribution.edges[0]), Math.abs(distribution.edges.at(-1)!))]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (below(middle) - below(-middle) < share) low = middle
    else high = middle
  }
  return high
}

/** Counts before each bin, and their total at the end. */
function cumulative(counts: readonly number[]): number[] {
  const below = [0]
  for (const count of counts) below.push(below.at(-1)! + count)
  return below
}

/** Index of the last of ascending numbers that is not above a value. */
function lastNotAbove(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (ascending[middle] <= value) low = middle
    else high = middle - 1
  }
  return low
}
