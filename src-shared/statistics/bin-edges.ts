import { binEdges } from './histogram.ts'

/** Whether bins are equally wide, or their edges have equal ratios. */
export type BinScale = 'linear' | 'log'

/** What bins should cover: the least and largest value, and whether all values are whole numbers. */
export interface BinnedRange {
  from: number
  to: number
  whole?: boolean
}

/**
 * Edges of at most `bins` bins that begin at `from` and end at `to` exactly. A single value gets a range around it: half a
 * unit to each side as in NumPy, or half a decade. Whole numbers get bins of a whole width, centred on them, so that none
 * of the bins lies between two values.
 * @throws RangeError if the range is empty, or reaches zero on a logarithmic scale
 */
export function edgesOfBins(range: BinnedRange, bins: number, scale: BinScale): number[] {
  const { from, to, whole = false } = range
  if (!(from <= to) || !Number.isFinite(to - from)) throw new RangeError(`no range of values: ${from} to ${to}`)
  if (scale === 'log' && !(from > 0)) throw new RangeError(`a logarithmic scale has no place for ${from}`)
  if (scale === 'log') {
    const [low, high] = from < to ? [from, to] : [from / Math.sqrt(10), from * Math.sqrt(10)]
    return exactEnds(
      binEdges(Math.log(low), Math.log(high), bins).map((edge) => Math.exp(edge)),
      low,
      high,
    )
  }
  if (whole) {
    const width = Math.ceil((to - from + 1) / bins)
    const count = Math.ceil((to - from + 1) / width)
    return Array.from({ length: count + 1 }, (_, i) => from - 0.5 + i * width)
  }
  const [low, high] = from < to ? [from, to] : [from - 0.5, to + 0.5]
  return exactEnds(binEdges(low, high, bins), low, high)
}

/** Rounding must not leave the extremes outside. */
const exactEnds = (edges: number[], low: number, high: number) => [low, ...edges.slice(1, -1), high]
