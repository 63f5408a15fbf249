import { Matrix } from 'ml-matrix'
import type { FlatPatch, FourierModes } from './bands.ts'
import { modeCoupling } from './mode-coupling.ts'
import type { ModeWindow } from './mode-window.ts'

/**
 * Covariance of the coupled band powers of a Gaussian field behind a mask (Garcia-Garcia, Alonso & Bellini 2019):
 *   2 C_i C_j 4 pi^2 / (lx ly)^2 / (n_i n_j) sum_(k in i, k' in j) |W2(k - k')|^2, W2 the transform of the squared mask.
 * Exact for white noise; accurate if C varies little over the modes that the mask mixes.
 * @param powers C of the sky in each band, through `window`
 */
export function coupledCovariance(
  patch: FlatPatch,
  modes: FourierModes,
  mask: Float64Array,
  window: ModeWindow,
  powers: ArrayLike<number>,
): Matrix {
  const { kx, ky, bandOf, counts } = modes
  const seen = new Float64Array(counts.length)
  bandOf.forEach((band, i) => {
    if (band >= 0) seen[band] += (powers[band] * window(kx[i], ky[i]) ** 2) / counts[band]
  })
  const squared = mask.map((weight) => weight * weight)
  const coupling = modeCoupling(patch, modes, squared, () => 1).betweenBands().real
  return Matrix.from1DArray(
    counts.length,
    counts.length,
    coupling.to1DArray().map((sum, at) => {
      const [i, j] = [Math.floor(at / counts.length), at % counts.length]
      return (2 * seen[i] * seen[j] * sum) / counts[j]
    }),
  )
}
