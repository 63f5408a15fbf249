import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { normal, seedRandom } from '../random/index.ts'
import { addRowProducts } from './row-products.ts'

/** Eigenvalues in descending order, and their unit eigenvectors [values, size]. */
export interface Eigenvectors {
  values: Float64Array
  vectors: Float64Array
}

/**
 * The largest eigenvalues and eigenvectors of a positive semidefinite matrix [size, size]: a random subspace a quarter
 * larger than `count` is multiplied by the matrix until its share of the trace converges (Halko, Martinsson & Tropp
 * 2011, with Rayleigh-Ritz). Exact if the subspace is the whole space.
 */
export function leadingEigenvectors(matrix: Float64Array, size: number, count: number): Eigenvectors {
  const rank = Math.min(size, Math.ceil(1.25 * count) + 16)
  const random = seedRandom(1)
  let basis = Float64Array.from({ length: rank * size }, () => normal(random))
  const times = (rows: Float64Array) => {
    const product = new Float64Array(rank * size)
    addRowProducts(rows, rank, matrix, size, size, product)
    return product
  }
  for (let round = 0, held = 0; ; round++) {
    basis = times(basis)
    orthonormalise(basis, rank, size)
    const image = times(basis)
    const inside = new Float64Array(rank * rank)
    addRowProducts(basis, rank, image, rank, size, inside)
    const { values, vectors } = fallingEigenvectors(inside, rank)
    const turned = (rows: Float64Array, kept: number) => {
      const product = new Float64Array(kept * size)
      addRowProducts(vectors.subarray(0, kept * rank), kept, transposed(rows, rank, size), size, rank, product)
      return product
    }
    const now = values.subarray(0, count).reduce((sum, value) => sum + value, 0)
    if (round === rounds || Math.abs(now - held) <= standstill * now)
      return { values: values.slice(0, count), vectors: turned(basis, count) }
    held = now
    // Rotated to the current eigenvectors, the images are almost orthogonal already.
    basis = turned(image, rank)
  }
}

/** Maximum number of rounds, and the relative change of the sum of eigenvalues that ends them. */
const rounds = 30
const standstill = 1e-5

/** Gram-Schmidt orthonormalisation of rows; linearly dependent rows become 0. */
function orthonormalise(rows: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * length, (i + 1) * length)
    const whole = Math.sqrt(dot(row, row))
    let before = whole
    let norm = 0
    // After strong cancellation, rounding leaves a residual along the other rows: repeat.
    for (let pass = 0; pass === 0 || (pass < 3 && norm < before / 2); pass++) {
      before = pass === 0 ? whole : norm
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * length, (j + 1) * length)
        const share = dot(row, other)
        for (let k = 0; k < length; k++) row[k] -= share * other[k]
      }
      norm = Math.sqrt(dot(row, row))
    }
    const scale = norm > 1e-12 * whole ? 1 / norm : 0
    for (let k = 0; k < length; k++) row[k] *= scale
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

/** All eigenvalues in descending order, and eigenvectors as rows. */
function fallingEigenvectors(matrix: Float64Array, size: number): Eigenvectors {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), {
    assumeSymmetric: true,
  })
  const order = Array.from(realEigenvalues.keys()).sort((a, b) => realEigenvalues[b] - realEigenvalues[a])
  const vectors = new Float64Array(size * size)
  order.forEach((column, row) => vectors.set(eigenvectorMatrix.getColumn(column), row * size))
  return { values: Float64Array.from(order, (column) => realEigenvalues[column]), vectors }
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)])
}
