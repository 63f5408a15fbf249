/** Minkowski functionals of what lies above each threshold, per area. */
export interface MinkowskiFunctionals {
  /** Share of the area. */
  v0: Float64Array
  /** Length of the border / 4, in pixel widths^-1. */
  v1: Float64Array
  /** Curvature integrated along the border / 2 pi, in pixel widths^-2: regions less holes, for borders that close. */
  v2: Float64Array
}

/** Evenly spaced thresholds, ends included; 32 over the range of the paper's histograms. */
export const evenThresholds = (from = -3, to = 5, count = 32): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

/**
 * V0, V1 and V2 (Schmalzing & Gorski 1998) from contours: between the centres of four pixels each contour is straight,
 * ends by linear interpolation on the sides, and on a saddle joins what the bilinear surface joins. Its turns are counted
 * by quarters where it bends from side to side, so that borders that leave the map are right on average. For a Gaussian
 * field of variance 1 whose slope along one axis has variance s: V0 = erfc(t / sqrt 2) / 2,
 * V1 = sqrt(s) / 8 exp(-t^2 / 2), V2 = s t (2 pi)^-1.5 exp(-t^2 / 2).
 * @param map [rows, columns]; four pixels count for nothing where one of them is not finite
 * @param thresholds ascending
 * @throws RangeError if the map is not rows x columns, or no four pixels have values
 */
export function minkowskiFunctionals(
  map: ArrayLike<number>,
  rows: number,
  columns: number,
  thresholds: ArrayLike<number>,
): MinkowskiFunctionals {
  if (map.length !== rows * columns)
    throw new RangeError(`a map of ${map.length} values does not fill ${rows} x ${columns} pixels`)
  const n = thresholds.length
  const area = new Float64Array(n)
  const border = new Float64Array(n)
  const turns = new Float64Array(n)
  // Squares that are wholly above the first k thresholds, by k.
  const whole = new Float64Array(n + 1)
  let squares = 0
  const corners = new Float64Array(4)
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column
      const [a, b, c, d] = [map[at], map[at + 1], map[at + columns + 1], map[at + columns]]
      const sum = a + b + c + d
      if (!Number.isFinite(sum)) continue
      squares++
      const low = Math.min(a, b, c, d)
      const high = Math.max(a, b, c, d)
      let k = countUpTo(thresholds, low)
      whole[k]++
      if (k === n || thresholds[k] > high) continue
      corners[0] = a
      corners[1] = b
      corners[2] = c
      corners[3] = d
      for (; k < n && thresholds[k] <= high; k++) {
        cut(corners, thresholds[k])
        area[k] += piece.area
        border[k] += piece.border
        turns[k] += piece.turns
      }
    }
  }
  if (squares === 0) throw new RangeError('a map without four neighbouring values has no contours')
  for (let k = n - 1, above = 0; k >= 0; k--) {
    above += whole[k + 1]
    area[k] += above
  }
  return {
    v0: area.map((value) => value / squares),
    v1: border.map((value) => value / (4 * squares)),
    v2: turns.map((value) => value / (4 * squares)),
  }
}

/** How many of ascending values are no larger than a limit. */
function countUpTo(values: ArrayLike<number>, limit: number): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (values[middle] <= limit) from = middle + 1
    else to = middle
  }
  return from
}

/** What one square has above a threshold; written in place, as there are millions of them. */
const piece = { area: 0, border: 0, turns: 0 }

/** A square of four corners, in turn, that lies partly above a threshold. */
function cut(v: Float64Array, t: number): void {
  let above = 0
  let pattern = 0
  for (let i = 0; i < 4; i++) {
    if (v[i] >= t) {
      above++
      pattern |= 1 << i
    }
  }
  piece.area = piece.border = 0
  if (above === 2 && pattern !== 5 && pattern !== 10) {
    // Two neighbours i and i + 1: a strip from side to side, without a turn.
    let i = 0
    while (!(v[i] >= t && v[(i + 1) & 3] >= t)) i++
    const left = (v[i] - t) / (v[i] - v[(i + 3) & 3])
    const right = (v[(i + 1) & 3] - t) / (v[(i + 1) & 3] - v[(i + 2) & 3])
    piece.area = (left + right) / 2
    piece.border = Math.sqrt(1 + (left - right) ** 2)
    piece.turns = 0
    return
  }
  // Corners cut off one by one: those above; those below, if they are fewer or the saddle between them is above.
  const below = above === 3 || (above === 2 && (v[0] * v[2] - v[1] * v[3]) / (v[0] + v[2] - v[1] - v[3]) >= t)
  for (let i = 0; i < 4; i++) {
    if (v[i] >= t === below) continue
    const next = (v[i] - t) / (v[i] - v[(i + 1) & 3])
    const last = (v[i] - t) / (v[i] - v[(i + 3) & 3])
    piece.area += (next * last) / 2
    piece.border += Math.sqrt(next * next + last * last)
  }
  if (below) piece.area = 1 - piece.area
  piece.turns = below ? above - 4 : above
}
