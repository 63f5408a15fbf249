/** Columns that are eliminated together, and how far sums over earlier columns run at once: both stay in the cache. */
const blockWidth = 64
const run = 256

/**
 * Cholesky's decomposition M = L L' of a dense symmetric positive definite matrix, in place and block by block.
 * @param matrix [size, size]; its lower triangle is read and replaced by L; what is above the diagonal is not kept
 * @param onBlock told the share that is done, after each block of columns; may throw to give up
 * @throws RangeError if the matrix is not positive definite
 */
export function cholesky(matrix: Float64Array, size: number, onBlock?: (share: number) => void): void {
  for (let from = 0; from < size; from += blockWidth) {
    const to = Math.min(from + blockWidth, size)
    for (let k = 0; k < from; k += run) subtractProducts(matrix, size, from, to, k, Math.min(k + run, from))
    for (let i = from; i < size; i++) {
      const row = i * size
      for (let j = from; j <= Math.min(i, to - 1); j++) {
        const other = j * size
        let sum = matrix[row + j]
        for (let k = from; k < j; k++) sum -= matrix[row + k] * matrix[other + k]
        if (j < i) matrix[row + j] = sum / matrix[other + j]
        else if (sum > 0) matrix[row + j] = Math.sqrt(sum)
        else throw new RangeError(`The matrix is not positive definite: nothing is left of its ${i}th diagonal entry.`)
      }
    }
    // What is left is a triangle in two dimensions times the columns before it: about the cube.
    onBlock?.(1 - ((size - to) / size) ** 2 * ((size + 2 * to) / size))
  }
}

/** M[i, j] -= sum_k L[i, k] L[j, k], for rows i >= j, columns j in [from, to) and k in [first, last). */
function subtractProducts(m: Float64Array, size: number, from: number, to: number, first: number, last: number) {
  // Four rows by two columns at a time, as in statistics/row-products.ts. Some entries above the diagonal change too.
  for (let i = from; i < size; i += 4) {
    const rows = Math.min(4, size - i)
    const a0 = i * size
    const a1 = rows > 1 ? a0 + size : a0
    const a2 = rows > 2 ? a1 + size : a0
    const a3 = rows > 3 ? a2 + size : a0
    const end = Math.min(to, i + 4)
    for (let j = from; j < end; j += 2) {
      const b0 = j * size
      const b1 = j + 1 < end ? b0 + size : b0
      let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0]
      for (let k = first; k < last; k++) {
        const x0 = m[a0 + k]
        const x1 = m[a1 + k]
        const x2 = m[a2 + k]
        const x3 = m[a3 + k]
        const y0 = m[b0 + k]
        const y1 = m[b1 + k]
        s00 += x0 * y0
        s01 += x0 * y1
        s10 += x1 * y0
        s11 += x1 * y1
        s20 += x2 * y0
        s21 += x2 * y1
        s30 += x3 * y0
        s31 += x3 * y1
      }
      const subtract = (row: number, at: number, left: number, right: number) => {
        m[row + at] -= left
        if (at + 1 < end) m[row + at + 1] -= right
      }
      subtract(a0, j, s00, s01)
      if (rows > 1) subtract(a1, j, s10, s11)
      if (rows > 2) subtract(a2, j, s20, s21)
      if (rows > 3) subtract(a3, j, s30, s31)
    }
  }
}
