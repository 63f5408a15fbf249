/** The transpose of a matrix [size, size]. */
export const transposed = (matrix: Float64Array, size: number): Float64Array =>
  matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)])

/** Takes patches X [size, size] to M X M'. */
export function alongBothSides(matrix: Float64Array, size: number): (x: ArrayLike<number>) => Float64Array {
  // Far from the diagonal, the weights of a beam are 0.
  let reach = 0
  matrix.forEach((weight, at) => {
    if (weight !== 0) reach = Math.max(reach, Math.abs((at % size) - Math.floor(at / size)))
  })
  /** The transpose of M X': applied twice, it gives M X M'. */
  const alongColumns = (x: ArrayLike<number>) => {
    const y = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      const [from, to] = [Math.max(0, i - reach), Math.min(size, i + reach + 1)]
      for (let row = 0; row < size; row++) {
        let sum = 0
        for (let j = from; j < to; j++) sum += matrix[i * size + j] * x[row * size + j]
        y[i * size + row] = sum
      }
    }
    return y
  }
  return (x) => alongColumns(alongColumns(x))
}
