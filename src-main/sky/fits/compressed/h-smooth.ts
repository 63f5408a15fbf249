/**
 * Moves the gradients and curvatures of an H-transform towards those that neighbouring blocks suggest, so that a lossy
 * image has no visible blocks (White, Postman & Lattanzi 1992; the arithmetic is that of White's hsmooth, as in CFITSIO).
 * No coefficient changes by more than it was rounded, half the scale, nor so far that the image would stop being
 * monotonic across the block. Blocks at the border stay as they are.
 * @param values coefficients of one level, blocks of 2 x 2: sum, gradient along the columns; gradient along the rows, curvature
 * @param stride length of a row of the array; `height` and `width` are those of the level
 */
export function smoothHTransform(
  values: Float64Array,
  stride: number,
  height: number,
  width: number,
  scale: number,
): void {
  const most = Math.floor(scale / 2)
  if (most <= 0) return
  /** Moves a coefficient to `wanted / parts`, within [low, high]. */
  const move = (at: number, parts: number, wanted: number, low: number, high: number) => {
    if (!(low < high)) return
    const change = Math.trunc((Math.max(Math.min(wanted, high), low) - values[at] * parts) / parts)
    values[at] += Math.max(Math.min(change, most), -most)
  }
  /** A gradient, from the sums of the blocks before and after. */
  const moveGradient = (at: number, block: number, apart: number) => {
    const [before, here, after] = [values[block - apart], values[block], values[block + apart]]
    const [rise, next] = [after - here, here - before]
    const [low, high] = [4 * Math.min(Math.max(rise, next), 0), 4 * Math.max(Math.min(rise, next), 0)]
    move(at, 8, after - before, low, high)
  }

  for (let row = 2; row < height - 2; row += 2)
    for (let column = 0; column < width; column += 2) {
      const block = row * stride + column
      moveGradient(block + stride, block, 2 * stride)
    }
  for (let row = 0; row < height; row += 2)
    for (let column = 2; column < width - 2; column += 2) {
      const block = row * stride + column
      moveGradient(block + 1, block, 2)
    }
  for (let row = 2; row < height - 2; row += 2)
    for (let column = 2; column < width - 2; column += 2) {
      const block = row * stride + column
      const here = values[block]
      // The diagonal neighbours, by the sign of their offset in rows and columns.
      const [mm, pm] = [values[block - 2 * stride - 2], values[block + 2 * stride - 2]]
      const [mp, pp] = [values[block - 2 * stride + 2], values[block + 2 * stride + 2]]
      const [down, across] = [2 * values[block + stride], 2 * values[block + 1]]
      const slopes = [pp - here, here - pm, here - mp, mm - here]
      const rest = [-down - across, down - across, -down + across, down + across]
      const high = 16 * Math.min(...slopes.map((slope, i) => Math.max(slope, 0) + rest[i]))
      const low = 16 * Math.max(...slopes.map((slope, i) => Math.min(slope, 0) + rest[i]))
      move(block + stride + 1, 64, pp + mm - mp - pm, low, high)
    }
}
