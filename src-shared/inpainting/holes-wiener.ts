import { cholesky } from '../linear/cholesky.ts'
import { solveLower, solveUpper } from '../linear/triangular.ts'
import type { CovariancePrior, GaussianFill } from './covariance-wiener.ts'
import { holeSpread } from './hole-spread.ts'

/**
 * The Wiener filter of `covarianceWiener` for many holes in patches that are seen directly, with white noise: what takes
 * long is done once. With N the variance of the noise and M = C + N = L L', the covariance of data everywhere, and Q = M^-1, the values y_h that
 * data would have in a hole, given those around it, have the precision Q_hh and the mean m_h - Q_hh^-1 Q_ho (d - m)_o
 * (Rue & Held 2005, Theorem 2.5). The patch itself has the same mean there, and the covariance Q_hh^-1 - N_hh. Of Q,
 * only Q_hh is needed, V' V with L V = E_h, and what it makes of the data, padded with 0 in the hole.
 * @param prior for patches of any size; its covariance is left as it is
 * @param sigmas of the noise of each channel, above 0
 * @param onProgress told the share of the preparation that is done; may throw to give up
 * @returns fills of data [size, size, channels], not read in the hole; the mean is that of the hole, and the data outside it
 * @throws RangeError if the prior's covariance is not positive definite
 */
export function holesWiener(
  prior: CovariancePrior,
  sigmas: readonly number[],
  onProgress?: (share: number) => void,
): (data: ArrayLike<number>, mask: Uint8Array) => GaussianFill {
  const pixels = prior.mean.length
  const lower = Float64Array.from(prior.covariance)
  const variance = (value: number) => sigmas[value % sigmas.length] ** 2
  for (let i = 0; i < pixels; i++) lower[i * (pixels + 1)] += variance(i)
  cholesky(lower, pixels, onProgress)
  return (data, mask) => {
    const hole = Int32Array.from([...mask.keys()].filter((i) => mask[i] === 0))
    const covariance = inverse(precisionOf(lower, pixels, hole), hole.length)
    const weighted = Float64Array.from(mask, (seen, i) => (seen === 1 ? data[i] - prior.mean[i] : 0))
    solveLower(lower, pixels, weighted)
    solveUpper(lower, pixels, weighted)
    const mean = Float64Array.from(mask, (seen, i) => (seen === 1 ? data[i] : prior.mean[i]))
    hole.forEach((pixel, h) => {
      for (let g = 0; g < hole.length; g++) mean[pixel] -= covariance[h * hole.length + g] * weighted[hole[g]]
    })
    for (let h = 0; h < hole.length; h++) covariance[h * (hole.length + 1)] -= variance(hole[h])
    cholesky(covariance, hole.length)
    const factor = (h: number) => covariance.subarray(h * hole.length, h * hole.length + h + 1)
    const { deviation, drawAbout } = holeSpread(pixels, hole, factor)
    return { mean, deviation, sample: (random) => drawAbout(mean, random) }
  }
}

/** V' V with L V = E_h: columns of V are 0 before the first pixel of the hole. */
function precisionOf(lower: Float64Array, pixels: number, hole: Int32Array): Float64Array {
  const count = hole.length
  const from = hole[0]
  const length = pixels - from
  const columns = new Float64Array(count * length)
  for (let i = 0; i < length; i++) {
    const row = (from + i) * pixels + from
    for (let h = 0; h < count; h++) {
      const first = hole[h] - from
      if (i < first) break
      const at = h * length
      let sum = i === first ? 1 : 0
      for (let k = first; k < i; k++) sum -= lower[row + k] * columns[at + k]
      columns[at + i] = sum / lower[row + i]
    }
  }
  const precision = new Float64Array(count * count)
  for (let h = 0; h < count; h++) {
    for (let g = 0; g <= h; g++) {
      let sum = 0
      const [a, b] = [h * length, g * length]
      for (let k = hole[h] - from; k < length; k++) sum += columns[a + k] * columns[b + k]
      precision[h * count + g] = sum
    }
  }
  return precision
}

/** The inverse of a symmetric positive definite matrix, of which the lower triangle is read. */
function inverse(matrix: Float64Array, size: number): Float64Array {
  cholesky(matrix, size)
  const inverted = new Float64Array(size * size)
  const column = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    column.fill(0)
    column[k] = 1
    solveLower(matrix, size, column)
    solveUpper(matrix, size, column)
    for (let i = 0; i < size; i++) inverted[i * size + k] = column[i]
  }
  return inverted
}
