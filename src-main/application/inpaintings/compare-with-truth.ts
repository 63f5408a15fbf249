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

/** Standard deviations about the mean of a Gaussian that hold 68 and 95 % of it. */
const central = { of68: 1, of95: 1.959964 }

/**
 * Fractions of the hole's pixels (mask 0) whose true value lies in the central 68 and 95 % intervals of an estimate; those
 * whose deviation is not known, NaN, are left out.
 */
export function coverageInHole(
  truth: Float32Array,
  { mean, deviation }: { mean: Float32Array; deviation: Float32Array },
  mask: ArrayLike<number>,
) {
  const within = (widths: number) => {
    let inside = 0
    let hole = 0
    for (let i = 0; i < truth.length; i++) {
      if (mask[i] !== 0 || Number.isNaN(deviation[i])) continue
      hole++
      if (Math.abs(truth[i] - mean[i]) <= widths * deviation[i]) inside++
    }
    return inside / hole
  }
  return { of68: within(central.of68), of95: within(central.of95) }
}
