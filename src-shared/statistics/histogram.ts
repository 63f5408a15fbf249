/** Edges of equal bins; the paper's Fig. 3 has 20 from -3 to 5. */
export const binEdges = (from = -3, to = 5, bins = 20): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins)

/**
 * Density histogram: counts over (number of values times bin width), as NumPy's `histogram(density=True)`, except that
 * values outside the edges count in the total. The last bin includes its upper edge.
 * @param edges ascending; equal bins are fastest
 */
export function histogram(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const bins = edges.length - 1
  const counts = new Array<number>(bins).fill(0)
  const width = (edges[bins] - edges[0]) / bins
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value >= edges[0] && value <= edges[bins])) continue
    // With equal bins the division finds the bin, up to rounding across an edge.
    let bin = Math.min(bins - 1, Math.floor((value - edges[0]) / width))
    while (value < edges[bin]) bin--
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return counts.map((count, bin) => count / (values.length * (edges[bin + 1] - edges[bin])))
}

/** The middle of each bin. */
export const binMiddles = (edges: readonly number[]): number[] => edges.slice(1).map((edge, i) => (edge + edges[i]) / 2)
