import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { normal, seedRandom } from '../random/index.ts'
import { addRowProducts } from './row-products.ts'

/** Eigenvalues in falling order, and their eigenvectors [values, size] of length 1. */
export interface Eigenvectors {
  values: Float64Array
  vectors: Float64Array
}

/**
 * The largest eigenvalues of a symmetric matrix [size, size] without negative ones, and their eigenvectors: a random
 * subspace a quarter larger than asked for, multiplied by the matrix until what it holds of the trace stands still
 * (Halko, Martinsson & Tropp 2011, with Rayleigh-Ritz). Exact where the subspace is the whole space.
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
    // Turned to the eigenvectors so far, their images are almost orthogonal already.
    basis = turned(image, rank)
  }
}

/** Rounds at most, and the change of the sum of eigenvalues, relative to it, that ends them. */
const rounds = 30
const standstill = 1e-5

/** Makes rows orthogonal to those before and of length 1 (Gram-Schmidt); rows that depend on those before become 0. */
function orthonormalise(rows: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * length, (i + 1) * length)
    const whole = Math.sqrt(dot(row, row))
    let before = whole
    let norm = 0
    // Where much cancels, rounding leaves something of the others: once more.
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

/** All eigenvalues, falling, and eigenvectors as rows. */
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
