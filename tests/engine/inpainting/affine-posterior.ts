import { solve } from './inpainting-order.ts'

/** The posterior of the latents of an affine decoder, Gaussian, and that of the decoded patch, all by linear algebra. */
export interface AffinePosterior {
  /** Of the latents. */
  mean: number[]
  covariance: number[][]
  /** Of Eq. 13 at its minimum. */
  objective: number
  chi2: number
  /** Mean and standard deviation of every pixel of the decoded patch. */
  picture: number[]
  deviation: number[]
}

/**
 * (1 + B'B / sigma^2) z = B' (d - b) / sigma^2, for a decoder g(z) = b + J z and B = A J.
 * @param see the linear operator A without its mask, of a patch
 */
export function affinePosterior(
  decode: (z: ArrayLike<number>) => Float32Array,
  latents: number,
  {
    data,
    mask,
    sigma,
    see = (patch) => patch,
  }: {
    data: Float32Array
    mask: ArrayLike<number>
    sigma: number
    see?: (patch: Float32Array) => Float32Array
  },
): AffinePosterior {
  const offset = decode(new Float32Array(latents))
  const columns = Array.from({ length: latents }, (_, i) => {
    const unit = new Float32Array(latents)
    unit[i] = 1
    return decode(unit).map((value, j) => value - offset[j])
  })
  const seen = columns.map(see)
  const wanted = see(offset).map((value, j) => data[j] - value)
  const inner = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, j) => sum + mask[j] * value * b[j], 0)
  const precision = seen.map((a, i) => seen.map((b, j) => (i === j ? 1 : 0) + inner(a, b) / sigma ** 2))
  const mean = solve(
    precision,
    seen.map((a) => inner(a, wanted) / sigma ** 2),
  )
  const covariance = precision.map((_, i) =>
    solve(
      precision,
      precision.map((_, j) => (i === j ? 1 : 0)),
    ),
  )
  const residual = wanted.map((value, j) => seen.reduce((sum, column, i) => sum - mean[i] * column[j], value))
  const chi2 = inner(residual, residual) / sigma ** 2
  return {
    mean,
    covariance,
    chi2,
    objective: chi2 + mean.reduce((sum, z) => sum + z * z, 0),
    picture: Array.from(offset, (value, j) => columns.reduce((sum, column, i) => sum + mean[i] * column[j], value)),
    deviation: Array.from(offset, (_, j) =>
      Math.sqrt(
        columns.reduce((sum, a, i) => sum + columns.reduce((s, b, k) => s + a[j] * covariance[i][k] * b[j], 0), 0),
      ),
    ),
  }
}
