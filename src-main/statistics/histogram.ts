import { StatisticsError } from './error.ts'

/** Bins of equal width; `counts[i]` values lie in [edges[i], edges[i + 1]), the last bin takes its upper edge too. */
export type Histogram = { edges: Float64Array; counts: Float64Array }

/** The paper's bins for standardised pixels (Thorne et al. 2021, Fig. 3). */
export const PAPER_BINS = { bins: 20, from: -3, to: 5 }

/** Counts values in equal bins, as numpy.histogram does; values outside and NaN are not counted. */
export function histogram(values: ArrayLike<number>, { bins, from, to } = PAPER_BINS): Histogram {
  if (!(bins >= 1 && to > from))
    throw new StatisticsError('range', `${bins} bins from ${from} to ${to} cannot be made; give at least one, upwards.`)
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? to : from + (i * (to - from)) / bins))
  const counts = new Float64Array(bins)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value >= from && value <= to)) continue
    let bin = Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))
    // Rounding may put a value beside its bin; the edges decide.
    if (value < edges[bin]) bin--
    else if (bin < bins - 1 && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return { edges, counts }
}

/** Counts as a density whose integral over the bins is 1; zeros when nothing was counted. */
export function density({ edges, counts }: Histogram): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count, i) => (total === 0 ? 0 : count / (total * (edges[i + 1] - edges[i]))))
}
