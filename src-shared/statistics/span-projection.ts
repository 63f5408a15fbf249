import { meanOf } from './principal-components.ts'
import { addRowProducts, productsAmongRows } from './row-products.ts'

/** Projections of items onto the affine span of a set. */
export interface SpanProjection {
  /** Dimension of the span: the set's number of principal components. */
  dimensions: number
  /** [others, length] */
  nearest: Float32Array
}

/**
 * Projects items onto all principal components of a set without computing the components: normal equations from the
 * scalar products of the set's items, solved by pivoted Cholesky at a hundredth of the cost of an eigendecomposition.
 * @param set [items, length], finite; items <= length
 * @param others [others, length]
 */
export function projectOntoSpan(
  set: Float32Array,
  items: number,
  length: number,
  others: Float32Array,
): SpanProjection {
  const mean = meanOf(set, items, length)
  const centred = (values: Float32Array) => Float64Array.from(values, (value, i) => value - mean[i % length])
  const value = (row: number, column: number) => set[row * length + column] - mean[column]
  const { order, lower, rank } = pivotedCholesky(productsAmongRows(value, items, length), items)
  const count = others.length / length
  // The first `rank` items in pivot order span the whole set.
  const basis = new Float64Array(rank * length)
  for (let k = 0; k < rank; k++) for (let j = 0; j < length; j++) basis[k * length + j] = value(order[k], j)
  const weights = new Float64Array(count * rank)
  addRowProducts(centred(others), count, basis, rank, length, weights)
  for (let i = 0; i < count; i++) solve(lower, rank, items, weights.subarray(i * rank, (i + 1) * rank))
  const across = Float64Array.from(
    { length: length * rank },
    (_, i) => basis[(i % rank) * length + Math.floor(i / rank)],
  )
  const sums = new Float64Array(count * length)
  for (let i = 0; i < count; i++) sums.set(mean, i * length)
  addRowProducts(weights, count, across, length, rank, sums)
  return { dimensions: rank, nearest: new Float32Array(sums) }
}

/** Remainder, relative to the largest squared length, below which it is only rounding. */
const negligible = 1e-10

/**
 * Pivoted Cholesky decomposition L L^T of a positive semidefinite matrix [size, size], largest remainder first.
 * @returns the order of rows and columns; L, with `rank` non-zero columns, in rows of `size`
 */
function pivotedCholesky(matrix: Float64Array, size: number) {
  const order = Int32Array.from({ length: size }, (_, i) => i)
  const lower = new Float64Array(size * size)
  const left = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i])
  const least = negligible * Math.max(...left)
  let rank = 0
  for (; rank < size; rank++) {
    let pivot = rank
    for (let i = rank; i < size; i++) if (left[order[i]] > left[order[pivot]]) pivot = i
    if (!(left[order[pivot]] > least)) break
    ;[order[rank], order[pivot]] = [order[pivot], order[rank]]
    swapRows(lower, size, rank, pivot)
    const at = order[rank]
    const root = Math.sqrt(left[at])
    const own = rank * size
    lower[own + rank] = root
    for (let i = rank + 1; i < size; i++) {
      const row = i * size
      let sum = matrix[at * size + order[i]]
      for (let k = 0; k < rank; k++) sum -= lower[row + k] * lower[own + k]
      lower[row + rank] = sum / root
      left[order[i]] -= (sum / root) ** 2
    }
  }
  return { order, lower, rank }
}

function swapRows(matrix: Float64Array, size: number, a: number, b: number): void {
  if (a === b) return
  const row = matrix.slice(a * size, (a + 1) * size)
  matrix.copyWithin(a * size, b * size, (b + 1) * size)
  matrix.set(row, b * size)
}

/** Solves L L^T x = b in place, with the first `rank` rows and columns of L [.., size]. */
function solve(lower: Float64Array, rank: number, size: number, b: Float64Array): void {
  for (let i = 0; i < rank; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= lower[i * size + k] * b[k]
    b[i] = sum / lower[i * size + i]
  }
  for (let i = rank - 1; i >= 0; i--) {
    b[i] /= lower[i * size + i]
    for (let k = 0; k < i; k++) b[k] -= lower[i * size + k] * b[i]
  }
}
