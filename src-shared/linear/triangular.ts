/**
 * Solves L y = x in place, with Cholesky's factor of the first rows of a larger matrix or of all of it.
 * @param lower rows of `stride` numbers, read up to the diagonal
 */
export function solveLower(lower: Float64Array, stride: number, x: Float64Array): void {
  for (let k = 0; k < x.length; k++) {
    const row = k * stride
    let sum = x[k]
    for (let j = 0; j < k; j++) sum -= lower[row + j] * x[j]
    x[k] = sum / lower[row + k]
  }
}

/** Solves L' y = x in place, with the same factor. */
export function solveUpper(lower: Float64Array, stride: number, x: Float64Array): void {
  for (let k = x.length - 1; k >= 0; k--) {
    const row = k * stride
    const value = x[k] / lower[row + k]
    x[k] = value
    for (let j = 0; j < k; j++) x[j] -= lower[row + j] * value
  }
}
