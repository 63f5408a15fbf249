/** Peaks above, and minima below each threshold, as shares of the pixels that have eight neighbours. */
export interface Extrema {
  peaks: Float64Array
  minima: Float64Array
}

/**
 * Counts pixels that are higher, or lower, than all eight neighbours. A pixel on the border, or beside a missing one
 * (NaN), is neither; without any other pixel the shares are NaN.
 * @param map [rows, columns]
 * @param thresholds ascending
 */
export function localExtrema(
  map: ArrayLike<number>,
  rows: number,
  columns: number,
  thresholds: readonly number[],
): Extrema {
  const peaks = new Float64Array(thresholds.length)
  const minima = new Float64Array(thresholds.length)
  const around = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1]
  let inside = 0
  for (let row = 1; row + 1 < rows; row++) {
    for (let column = 1; column + 1 < columns; column++) {
      const at = row * columns + column
      const value = map[at]
      let [below, above] = [0, 0]
      for (const step of around) {
        const other = map[at + step]
        if (other < value) below++
        else if (other > value) above++
        else if (other !== value) below = above = -8
      }
      if (Number.isNaN(value) || below < 0 || above < 0) continue
      inside++
      if (below === 8) for (let i = 0; i < thresholds.length && value > thresholds[i]; i++) peaks[i]++
      if (above === 8) for (let i = thresholds.length - 1; i >= 0 && value < thresholds[i]; i--) minima[i]++
    }
  }
  return { peaks: peaks.map((count) => count / inside), minima: minima.map((count) => count / inside) }
}
