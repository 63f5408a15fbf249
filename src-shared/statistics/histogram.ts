/** Edges of equal bins; the paper's Fig. 3 has 20 from -3 to 5. */
export const binEdges = (from = -3, to = 5, bins = 20): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins)

/**
 * Finds the bin of a value: -1 below the edges or for NaN, the number of bins above them. The last bin includes its upper
 * edge, as NumPy's.
 * @param edges ascending; equal bins are fastest, on the given scale
 */
export function binFinder(edges: ArrayLike<number>, scale: 'linear' | 'log' = 'linear'): (value: number) => number {
  const bins = edges.length - 1
  const [first, last] = [edges[0], edges[bins]]
  const perUnit = bins / (scale === 'log' ? Math.log(last / first) : last - first)
  return (value) => {
    if (!(value >= first)) return -1
    if (value > last) return bins
    const place = (scale === 'log' ? Math.log(value / first) : value - first) * perUnit
    // With equal bins this is the bin, up to rounding across an edge.
    let bin = Math.min(bins - 1, Math.floor(place))
    while (value < edges[bin]) bin--
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++
    return bin
  }
}

/**
 * Density histogram: counts over (number of values times bin width), as NumPy's `histogram(density=True)`, except that
 * values outside the edges count in the total. The last bin includes its upper edge.
 * @param edges ascending; equal bins are fastest
 */
export function histogram(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const bins = edges.length - 1
  const counts = new Array<number>(bins).fill(0)
  const binOf = binFinder(edges)
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i])
    if (bin >= 0 && bin < bins) counts[bin]++
  }
  return counts.map((count, bin) => count / (values.length * (edges[bin + 1] - edges[bin])))
}

/** The middle of each bin. */
export const binMiddles = (edges: readonly number[]): number[] => edges.slice(1).map((edge, i) => (edge + edges[i]) / 2)
