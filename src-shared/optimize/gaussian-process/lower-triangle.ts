import { Matrix } from 'ml-matrix'

/** Triangles of at most this size are not halved further. */
const SMALL = 48

/**
 * The inverse of a lower triangular matrix, itself lower triangular, by halves: that of [A 0; C B] is [A^-1 0; -B^-1 C
 * A^-1 B^-1]. The library's solvers ignore the zeros and take eight times as long.
 */
export function lowerInverse(lower: Matrix): Matrix {
  const n = lower.rows
  if (n <= SMALL) return smallInverse(lower)
  const half = n >> 1
  const a = lowerInverse(lower.subMatrix(0, half - 1, 0, half - 1))
  const b = lowerInverse(lower.subMatrix(half, n - 1, half, n - 1))
  const c = lower.subMatrix(half, n - 1, 0, half - 1)
  const inverse = Matrix.zeros(n, n)
  inverse.setSubMatrix(a, 0, 0)
  inverse.setSubMatrix(b, half, half)
  inverse.setSubMatrix(b.mmul(c).mmul(a).neg(), half, 0)
  return inverse
}

function smallInverse(lower: Matrix): Matrix {
  const n = lower.rows
  const inverse = Matrix.zeros(n, n)
  for (let j = 0; j < n; j++) {
    inverse.set(j, j, 1 / lower.get(j, j))
    for (let i = j + 1; i < n; i++) {
      let sum = 0
      for (let k = j; k < i; k++) sum += lower.get(i, k) * inverse.get(k, j)
      inverse.set(i, j, -sum / lower.get(i, i))
    }
  }
  return inverse
}

/**
 * L'L of a lower triangular matrix L, by halves: that of [A 0; C B] is [A'A + C'C  C'B; B'C  B'B], a third of the work
 * of a full product.
 */
export function lowerGram(lower: Matrix): Matrix {
  const n = lower.rows
  if (n <= SMALL) return lower.transpose().mmul(lower)
  const half = n >> 1
  const a = lower.subMatrix(0, half - 1, 0, half - 1)
  const b = lower.subMatrix(half, n - 1, half, n - 1)
  const c = lower.subMatrix(half, n - 1, 0, half - 1)
  const transposed = c.transpose()
  const corner = transposed.mmul(b)
  const gram = Matrix.zeros(n, n)
  gram.setSubMatrix(lowerGram(a).add(transposed.mmul(c)), 0, 0)
  gram.setSubMatrix(lowerGram(b), half, half)
  gram.setSubMatrix(corner, 0, half)
  gram.setSubMatrix(corner.transpose(), half, 0)
  return gram
}
