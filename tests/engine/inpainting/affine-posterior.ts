import { solve } from './inpainting-order.ts'

/** The posterior of the latents of an affine decoder, Gaussian, and that of the decoded patch, all by linear algebra. */
export interface AffinePosterior {
  /** Of the latents. */
  mean: number[]
  precision: number[][]
  covariance: number[][]
  /** Of Eq. 13 at its minimum. */
  objective: number
  chi2: number
  /** Mean and standard deviation of every pixel of the decoded patch. */
  picture: number[]
  deviation: number[]
}

/**
 * (1 + B' N^-1 B) z = B' N^-1 (d - b), for a decoder g(z) = b + J z and B = A J.
 * @param weigh N^-1 of a patch, 0 where it is not seen; by default white noise of sigma
 * @param see the linear operator A without its mask, of a patch
 */
export function affinePosterior(
  decode: (z: ArrayLike<number>) => Float32Array,
  latents: number,
  {
    data,
    mask,
    sigma,
    weigh = (patch) => patch.map((value, j) => (mask[j] * value) / sigma! ** 2),
    see = (patch) => patch,
  }: {
    data: Float32Array
    mask: ArrayLike<number>
    sigma?: number
    weigh?: (patch: Float32Array) => ArrayLike<number>
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
  const inner = (a: Float32Array, b: ArrayLike<number>) => a.reduce((sum, value, j) => sum + value * b[j], 0)
  const weighted = seen.map(weigh)
  const precision = seen.map((a, i) => weighted.map((b, j) => (i === j ? 1 : 0) + inner(a, b)))
  const weightedData = weigh(wanted)
  const mean = solve(
    precision,
    seen.map((a) => inner(a, weightedData)),
  )
  const covariance = precision.map((_, i) =>
    solve(
      precision,
      precision.map((_, j) => (i === j ? 1 : 0)),
    ),
  )
  const residual = wanted.map((value, j) => seen.reduce((sum, column, i) => sum - mean[i] * column[j], value))
  const chi2 = inner(residual, weigh(residual))
  return {
    mean,
    precision,
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
