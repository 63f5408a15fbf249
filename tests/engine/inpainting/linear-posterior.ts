import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { solveLower, solveUpper } from '../../../src-shared/linear/triangular.ts'

/** The posterior of what an affine decoder makes, with noise of any covariance. */
export interface LinearPosterior {
  /** Of the latents, 1 + B' N^-1 B. */
  precision: number[][]
  /** Of Eq. 13 at its minimum. */
  objective: number
  chi2: number
  /** Mean and standard deviation of every value of the decoded patch. */
  picture: number[]
  deviation: number[]
}

/**
 * The Wiener filter of a decoder g(z) = b + J z and data d = A x + n, by dense linear algebra on the data: with S = J J',
 *   mean b + S A' (A S A' + N)^-1 (d - A b), covariance S - S A' (A S A' + N)^-1 A S.
 * The precision of the latents is that of Gauss and Newton, by another way: J' A' N^-1 A J.
 * @param see the linear operator A without its mask, of a patch
 * @param covarianceOf N of two values
 */
export function gaussianPosterior(
  decode: (z: ArrayLike<number>) => Float32Array,
  latents: number,
  {
    data,
    mask,
    covarianceOf,
    see = (patch) => patch,
  }: {
    data: Float32Array
    mask: ArrayLike<number>
    covarianceOf: (i: number, j: number) => number
    see?: (patch: Float32Array) => Float32Array
  },
): LinearPosterior {
  const observed = [...data.keys()].filter((i) => mask[i] === 1)
  const count = observed.length
  const offset = decode(new Float32Array(latents))
  const columns = Array.from({ length: latents }, (_, k) => {
    const unit = Float32Array.from({ length: latents }, (_, i) => Number(i === k))
    return decode(unit).map((value, i) => value - offset[i])
  })
  const seenOf = (patch: Float32Array) => {
    const blurred = see(patch)
    return observed.map((i) => blurred[i])
  }
  const seen = columns.map(seenOf)
  const level = seenOf(offset)
  const wanted = observed.map((i, k) => data[i] - level[k])
  const inner = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let sum = 0
    for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
    return sum
  }
  /** M^-1 of columns, for a positive definite M. */
  const inverted = (matrix: (k: number, l: number) => number) => {
    const lower = Float64Array.from({ length: count ** 2 }, (_, at) => matrix(Math.floor(at / count), at % count))
    cholesky(lower, count)
    return (column: readonly number[]) => {
      const x = Float64Array.from(column)
      solveLower(lower, count, x)
      solveUpper(lower, count, x)
      return x
    }
  }
  const noise = (k: number, l: number) => covarianceOf(observed[k], observed[l])
  const byNoise = inverted(noise)
  const weighted = seen.map(byNoise)
  const precision = seen.map((a, i) => weighted.map((b, j) => Number(i === j) + inner(a, b)))

  const byData = inverted((k, l) => noise(k, l) + seen.reduce((sum, column) => sum + column[k] * column[l], 0))
  const weights = byData(wanted)
  const latent = seen.map((column) => inner(column, weights))
  const shrunk = seen.map(byData)
  const covariance = seen.map((a, i) => shrunk.map((b, j) => Number(i === j) - inner(a, b)))
  const residual = wanted.map((value, k) => value - seen.reduce((sum, column, i) => sum + latent[i] * column[k], 0))
  const chi2 = inner(residual, byNoise(residual))
  return {
    ...{ precision, chi2, objective: chi2 + inner(latent, latent) },
    picture: Array.from(
      offset,
      (value, i) => value + columns.reduce((sum, column, k) => sum + latent[k] * column[i], 0),
    ),
    deviation: Array.from(offset, (_, i) =>
      Math.sqrt(
        columns.reduce((sum, a, k) => sum + columns.reduce((s, b, l) => s + a[i] * covariance[k][l] * b[i], 0), 0),
      ),
    ),
  }
}
