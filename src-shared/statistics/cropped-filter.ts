import type { ComplexArray } from './fourier-transform.ts'
import type { FourierFilter } from './morlet-filters.ts'

/** Where a filter is not zero, as runs that stay within one row of the coarser plane they are folded onto. */
export interface CroppedFilter {
  /** Of the coarser plane. */
  rows: number
  columns: number
  /** Three numbers a run: first index in the plane, first index in the coarser plane, length. */
  runs: Int32Array
  /** The filter's values, run after run, divided by the number of modes that share one of the coarser plane. */
  values: Float64Array
}

/** Relative to the largest value: far below the rounding of Kymatio's float32 filters. */
const negligible = 1e-10

/**
 * A filter for planes 2^resolution times coarser than its own, of which only the lowest modes are left, followed by
 * subsampling by `step`: in Fourier space, the mean over the modes that become one.
 */
export function croppedFilter(filter: FourierFilter, resolution: number, step: number): CroppedFilter {
  const [rows, columns] = [filter.rows / 2 ** resolution, filter.columns / 2 ** resolution]
  const coarse = { rows: rows / step, columns: columns / step }
  const least = negligible * filter.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const at = (index: number, length: number, whole: number) => (index < length / 2 ? index : index + whole - length)
  const runs: number[] = []
  const values: number[] = []
  for (let row = 0; row < rows; row++) {
    const line = at(row, rows, filter.rows) * filter.columns
    let inRun = false
    for (let column = 0; column < columns; column++) {
      const value = filter.values[line + at(column, columns, filter.columns)]
      if (Math.abs(value) <= least) {
        inRun = false
        continue
      }
      if (!inRun || column % coarse.columns === 0) {
        runs.push(row * columns + column, (row % coarse.rows) * coarse.columns + (column % coarse.columns), 0)
      }
      runs[runs.length - 1]++
      values.push(value / step ** 2)
      inRun = true
    }
  }
  return { ...coarse, runs: Int32Array.from(runs), values: Float64Array.from(values) }
}

/** The product of a plane's modes with the filter, folded onto the coarser plane `out`. */
export function applyFilter({ runs, values }: CroppedFilter, modes: ComplexArray, out: ComplexArray): void {
  out.fill(0)
  let next = 0
  for (let run = 0; run < runs.length; run += 3) {
    let from = 2 * runs[run]
    let to = 2 * runs[run + 1]
    for (const end = next + runs[run + 2]; next < end; next++, from += 2, to += 2) {
      const value = values[next]
      out[to] += value * modes[from]
      out[to + 1] += value * modes[from + 1]
    }
  }
}
