import { StatisticsError } from './error.ts'

/** A square matrix decomposed once for many right-hand sides: P A = L U with partial pivoting (Doolittle). */
export type Decomposition = { size: number; lu: Float64Array; pivots: Int32Array }

/**
 * Decomposes a matrix, row-major [n, n].
 * @throws StatisticsError `singular` when a pivot is zero
 */
export function decompose(matrix: Float64Array, size: number): Decomposition {
  const lu = Float64Array.from(matrix)
  const pivots = Int32Array.from({ length: size }, (_, i) => i)
  for (let k = 0; k < size; k++) {
    let best = k
    for (let i = k + 1; i < size; i++) if (Math.abs(lu[i * size + k]) > Math.abs(lu[best * size + k])) best = i
    if (!(Math.abs(lu[best * size + k]) > 0))
      throw new StatisticsError('singular', `The matrix has no inverse: column ${k} depends on those before it.`)
    if (best !== k) {
      for (let j = 0; j < size; j++) {
        const kept = lu[k * size + j]
        lu[k * size + j] = lu[best * size + j]
        lu[best * size + j] = kept
      }
      const kept = pivots[k]
      pivots[k] = pivots[best]
      pivots[best] = kept
    }
    for (let i = k + 1; i < size; i++) {
      const factor = (lu[i * size + k] /= lu[k * size + k])
      for (let j = k + 1; j < size; j++) lu[i * size + j] -= factor * lu[k * size + j]
    }
  }
  return { size, lu, pivots }
}

/** The x of A x = b. */
export function solve({ size, lu, pivots }: Decomposition, right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(pivots, (row) => right[row])
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) x[i] -= lu[i * size + j] * x[j]
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) x[i] -= lu[i * size + j] * x[j]
    x[i] /= lu[i * size + i]
  }
  return x
}
