import { halfWidths, quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import { heldByIntervals, type IntervalsOfPatch } from '../../../src-shared/inpainting/held-by-intervals.ts'

/** Root mean square of original minus picture, inside the hole (mask 0) and outside. */
export function rootMeanSquares(truth: Float32Array, picture: Float32Array, mask: ArrayLike<number>) {
  const squares = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    squares[mask[i]] += (truth[i] - picture[i]) ** 2
    counts[mask[i]]++
  }
  return { inside: Math.sqrt(squares[0] / counts[0]), outside: Math.sqrt(squares[1] / counts[1]) }
}

/**
 * Fractions of the hole's pixels (mask 0) whose true value lies in the central 68 and 95 % intervals of an estimate; those
 * whose deviation is not known, NaN, are left out.
 */
export function coverageInHole(estimate: IntervalsOfPatch, mask: ArrayLike<number>) {
  const { pixels, held } = heldByIntervals(estimate, mask, halfWidths)
  return quotedShares({ within: held.map((count) => count / pixels) })
}
