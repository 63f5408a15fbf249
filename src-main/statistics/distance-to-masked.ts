/**
 * Squared distance of every pixel to the nearest masked one (value <= 0), exact (Felzenszwalb & Huttenlocher 2012: lower
 * envelopes of parabolas, first along columns, then along rows). Infinity where nothing is masked.
 * @param stepX size of a pixel along x, in any unit; the result is in its square
 * @param stepY size of a pixel along y
 */
export function squaredDistanceToMasked(
  mask: ArrayLike<number>,
  nx: number,
  ny: number,
  stepX: number,
  stepY: number,
): Float64Array {
  const squared = Float64Array.from(mask, (value) => (value > 0 ? Infinity : 0))
  const column = new Float64Array(ny)
  for (let x = 0; x < nx; x++) {
    for (let y = 0; y < ny; y++) column[y] = squared[y * nx + x]
    const nearest = lowerEnvelope(column, stepY)
    for (let y = 0; y < ny; y++) squared[y * nx + x] = nearest[y]
  }
  for (let y = 0; y < ny; y++) squared.set(lowerEnvelope(squared.slice(y * nx, (y + 1) * nx), stepX), y * nx)
  return squared
}

/** min over j of heights[j] + ((i - j) step)^2, for every i. */
function lowerEnvelope(heights: Float64Array, step: number): Float64Array {
  const count = heights.length
  const roots: number[] = []
  const starts: number[] = []
  for (let j = 0; j < count; j++) {
    if (heights[j] === Infinity) continue
    let start = -Infinity
    while (roots.length > 0) {
      const last = roots[roots.length - 1]
      start = (j + last) / 2 + (heights[j] - heights[last]) / (2 * step * step * (j - last))
      if (start > starts[starts.length - 1]) break
      roots.pop()
      starts.pop()
      start = -Infinity
    }
    roots.push(j)
    starts.push(start)
  }
  const lowest = new Float64Array(count).fill(Infinity)
  if (roots.length === 0) return lowest
  for (let i = 0, k = 0; i < count; i++) {
    while (k + 1 < roots.length && starts[k + 1] <= i) k++
    lowest[i] = heights[roots[k]] + ((i - roots[k]) * step) ** 2
  }
  return lowest
}
