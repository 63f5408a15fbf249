/** Minkowski functionals of the region above each threshold, per area. */
export interface MinkowskiFunctionals {
  /** Fraction of the area. */
  v0: Float64Array
  /** Length of the border / 4, in pixel widths^-1. */
  v1: Float64Array
  /**
   * Curvature integrated along the border / 2 pi, in pixel widths^-2: regions minus holes, if all borders are closed.
   */
  v2: Float64Array
}

/** Evenly spaced thresholds, ends included; 32 over the range of the paper's histograms. */
export const evenThresholds = (from = -3, to = 5, count = 32): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

/**
 * V0, V1 and V2 (Schmalzing & Gorski 1998) from contours: between the centres of four pixels, contours are straight
 * lines between linearly interpolated points on the sides; at a saddle they connect as on the bilinear surface. Their
 * turning is counted in quarters, from side to side, so that borders that leave the map are correct on average. For a
 * Gaussian field of variance 1 whose slope along one axis has variance s: V0 = erfc(t / sqrt 2) / 2, V1 = sqrt(s) / 8
 * exp(-t^2 / 2), V2 = s t (2 pi)^-1.5 exp(-t^2 / 2).
 * @param map [rows, columns]; squares with a non-finite pixel are ignored
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
  // Number of squares wholly above the first k thresholds, by k.
  const whole = new Float64Array(n + 1)
  let squares = 0
  const values = new Float64Array(map)
  const levels = levelsOf(values, new Float64Array(thresholds))
  const corners = new Float64Array(4)
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column
      const a = levels[at]
      const b = levels[at + 1]
      const c = levels[at + columns + 1]
      const d = levels[at + columns]
      const low = Math.min(a, b, c, d)
      if (low < 0) continue
      squares++
      whole[low]++
      const high = Math.max(a, b, c, d)
      if (low === high) continue
      corners[0] = values[at]
      corners[1] = values[at + 1]
      corners[2] = values[at + columns + 1]
      corners[3] = values[at + columns]
      for (let k = low; k < high; k++) {
        cut(corners, Number(a > k) | (Number(b > k) << 1) | (Number(c > k) << 2) | (Number(d > k) << 3), thresholds[k])
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

/** Number of thresholds that each value reaches; -1 if not finite. The search starts from the neighbour's number. */
function levelsOf(values: Float64Array, thresholds: Float64Array): Int32Array {
  const levels = new Int32Array(values.length)
  let level = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) {
      levels[i] = -1
      continue
    }
    while (level < thresholds.length && thresholds[level] <= value) level++
    while (level > 0 && thresholds[level - 1] > value) level--
    levels[i] = level
  }
  return levels
}

/** The contribution of one square; reused, as there are millions of squares. */
const piece = { area: 0, border: 0, turns: 0 }

/** Indexed by the pattern of corners above: how many; and the first of two adjacent ones, -1 if there are not two. */
const aboveIn = Int8Array.from({ length: 16 }, (_, pattern) => [0, 1, 2, 3].filter((i) => (pattern >> i) & 1).length)
const stripIn = new Int8Array(16).fill(-1)
for (let i = 0; i < 4; i++) stripIn[(1 << i) | (1 << ((i + 1) & 3))] = i

/**
 * A square partly above a threshold; corners in cyclic order.
 * @param pattern bit i is set if corner i is above
 */
function cut(v: Float64Array, pattern: number, t: number): void {
  const above = aboveIn[pattern]
  const strip = stripIn[pattern]
  if (strip >= 0) {
    // From one side to the opposite one: no turn.
    const [first, second] = [v[strip], v[(strip + 1) & 3]]
    const left = (first - t) / (first - v[(strip + 3) & 3])
    const right = (second - t) / (second - v[(strip + 2) & 3])
    piece.area = (left + right) / 2
    piece.border = Math.sqrt(1 + (left - right) ** 2)
    piece.turns = 0
    return
  }
  // Corners are cut off one by one: those above, or those below if they are fewer or the saddle point is above.
  const below = above === 3 || (above === 2 && (v[0] * v[2] - v[1] * v[3]) / (v[0] + v[2] - v[1] - v[3]) >= t)
  piece.area = piece.border = 0
  for (let i = 0; i < 4; i++) {
    if (((pattern >> i) & 1) === Number(below)) continue
    const next = (v[i] - t) / (v[i] - v[(i + 1) & 3])
    const last = (v[i] - t) / (v[i] - v[(i + 3) & 3])
    piece.area += (next * last) / 2
    piece.border += Math.sqrt(next * next + last * last)
  }
  if (below) piece.area = 1 - piece.area
  piece.turns = below ? above - 4 : above
}
