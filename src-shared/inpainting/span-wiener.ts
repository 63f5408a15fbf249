import { cholesky } from '../linear/cholesky.ts'
import { solveLower, solveUpper } from '../linear/triangular.ts'
import { dot } from '../optimize/vector.ts'
import { normal } from '../random/index.ts'
import { productsAmongRows } from '../statistics/row-products.ts'
import type { GaussianFill } from './covariance-wiener.ts'
import type { Seeing } from './observation.ts'

/** A Gaussian prior of patches that are too large for their full covariance: F'F + e, F being some training patches. */
export interface SpanPrior {
  /** [pixels] */
  mean: ArrayLike<number>
  /** F [rows, pixels]: see `spanOfPatches`. */
  rows: Float32Array
  /** e: the variance of each pixel, independent of the others, that no combination of these patches has; at least 0. */
  remainder: number
}

/**
 * The Wiener filter of the covariance F'F + e in the space of the patches (Woodbury's identity): with x = m + F'a + noise of
 * variance e, and M = 1 + F A' N^-1 A F' where N includes e, the combination a has covariance M^-1 and mean
 * M^-1 F A' N^-1 (d - A m). Exact for this covariance if the patch is seen directly; otherwise e enters as if it weren't blurred. A few
 * hundred patches span few of the shapes of a large patch: what they don't span is white in this prior, so the standard
 * deviation is too small where it is not. Outside the hole the mean is that of m + F'a.
 * @returns the fill of any data [observed] that were seen in this way
 * @param onProgress told the share that is done; may throw to give up
 */
export function spanWiener(
  { mean, rows, remainder }: SpanPrior,
  { observed, variance, mask }: Seeing,
  onProgress?: (share: number) => void,
): (data: Float64Array) => GaussianFill {
  const pixels = mask.length
  const count = rows.length / pixels
  const row = (k: number) => rows.subarray(k * pixels, (k + 1) * pixels)
  const weights = variance.map((value) => 1 / Math.sqrt(value + remainder))
  const seen = Array.from({ length: count }, (_, k) => Float32Array.from(observed.apply(row(k))))
  const matrix = productsAmongRows((k, at) => seen[k][at] * weights[at], count, weights.length)
  for (let k = 0; k < count; k++) matrix[k * count + k] += 1
  onProgress?.(0.5)
  cholesky(matrix, count, (share) => onProgress?.(0.5 + share / 2))

  const level = observed.apply(mean)
  const combined = (a: Float64Array) => {
    const sum = new Float64Array(pixels)
    for (let k = 0; k < count; k++) {
      const values = row(k)
      for (let i = 0; i < pixels; i++) sum[i] += a[k] * values[i]
    }
    return sum
  }
  const deviation = new Float64Array(pixels).fill(NaN)
  const column = new Float64Array(count)
  for (let i = 0; i < pixels; i++) {
    if (mask[i] === 1) continue
    for (let k = 0; k < count; k++) column[k] = rows[k * pixels + i]
    solveLower(matrix, count, column)
    deviation[i] = Math.sqrt(dot(column, column) + remainder)
  }
  return (data) => {
    const residual = data.map((value, at) => (value - level[at]) * weights[at] ** 2)
    const combination = Float64Array.from(seen, (values) => dot(values, residual))
    solveLower(matrix, count, combination)
    solveUpper(matrix, count, combination)
    const center = combined(combination).map((value, i) => value + mean[i])
    return {
      mean: center,
      deviation,
      sample(random) {
        const white = Float64Array.from({ length: count }, () => normal(random))
        solveUpper(matrix, count, white)
        const added = combined(white)
        return center.map((value, i) => {
          return mask[i] === 1 ? value : value + added[i] + Math.sqrt(remainder) * normal(random)
        })
      },
    }
  }
}
