/** Root mean square of original minus picture, inside the hole (mask 0) and outside. */
export function rootMeanSquares(truth: Float32Array, picture: Float32Array, mask: Uint8Array) {
  const squares = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    squares[mask[i]] += (truth[i] - picture[i]) ** 2
    counts[mask[i]]++
  }
  return { inside: Math.sqrt(squares[0] / counts[0]), outside: Math.sqrt(squares[1] / counts[1]) }
}

/** A constant picture, the mean of the observed pixels: the baseline for a fit. */
export function observedMean(values: Float32Array, mask: Uint8Array): Float32Array {
  let sum = 0
  let count = 0
  for (let i = 0; i < values.length; i++) {
    sum += mask[i] * values[i]
    count += mask[i]
  }
  return new Float32Array(values.length).fill(sum / count)
}
