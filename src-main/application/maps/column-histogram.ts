import { edgesOfBins, type BinnedRange, type BinScale } from '../../../src-shared/statistics/bin-edges.ts'
import { binFinder } from '../../../src-shared/statistics/histogram.ts'
import type { ColumnHistogram } from '../../../src-preload/contract/map-statistics.ts'
import { inTurns } from './in-turns.ts'

export interface HistogramQuestion {
  bins: number
  scale: BinScale
  /** Ends of the bins; by default the extremes of the values that have a place on the scale. */
  from?: number
  to?: number
}

/**
 * Counts the values of a column in bins, one pass for the extremes and one for the counts. NaN is missing.
 * @throws the signal's reason
 */
export async function columnHistogram(
  values: ArrayLike<number>,
  { bins, scale, from, to }: HistogramQuestion,
  signal?: AbortSignal,
): Promise<ColumnHistogram> {
  const range = from !== undefined && to !== undefined ? { from, to } : await extremes(values, scale, signal)
  const asked = from === undefined && to === undefined ? range : { from: from ?? range.from, to: to ?? range.to }
  const edges = asked.from <= asked.to ? edgesOfBins(asked, bins, scale) : []
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0)
  const binOf = binFinder(edges, scale)
  let [below, above, missing] = [0, 0, 0]
  await inTurns(
    values.length,
    (start, end) => {
      for (let i = start; i < end; i++) {
        const value = values[i]
        if (Number.isNaN(value)) {
          missing++
          continue
        }
        const bin = binOf(value)
        if (bin < 0) below++
        else if (bin >= counts.length) above++
        else counts[bin]++
      }
    },
    signal,
  )
  return { scale, edges, counts, below, above, missing }
}

/** Least and largest value with a place on the scale, and whether all are whole; `from` above `to` if there is none. */
async function extremes(values: ArrayLike<number>, scale: BinScale, signal?: AbortSignal): Promise<BinnedRange> {
  const least = scale === 'log' ? Number.MIN_VALUE : -Infinity
  let [from, to, whole] = [Infinity, -Infinity, true]
  await inTurns(
    values.length,
    (start, end) => {
      for (let i = start; i < end; i++) {
        const value = values[i]
        if (!(value >= least)) continue
        if (value < from) from = value
        if (value > to) to = value
        if (whole && !Number.isInteger(value)) whole = false
      }
    },
    signal,
  )
  return { from, to, whole }
}
