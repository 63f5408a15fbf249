import { cholesky } from '../linear/cholesky.ts'
import { solveLower, solveUpper } from '../linear/triangular.ts'
import { dot } from '../optimize/vector.ts'
import type { RandomState } from '../random/index.ts'
import { holeSpread } from './hole-spread.ts'
import type { Seeing } from './observation.ts'
import type { MaskOperator } from './operators/mask.ts'
import { covarianceAt } from './stationary-prior.ts'

/** A Gaussian prior of patches with any covariance between any two pixels. */
export interface CovariancePrior {
  /** [pixels] */
  mean: ArrayLike<number>
  /** [pixels, pixels], symmetric and positive definite. */
  covariance: Float64Array | Float32Array
}

/** What a Gaussian prior says of the hole, exactly. */
export interface GaussianFill {
  /** [size, size]: the mean, in the hole and, freed of noise and blur, outside it. */
  mean: Float64Array
  /** [size, size]: the standard deviation in the hole; NaN outside it, where it is not computed. */
  deviation: Float64Array
  /** [size, size]: a constrained realisation in the hole, and the mean outside it. */
  sample(random: RandomState): Float64Array
}

/**
 * Fills a hole with the Wiener filter of a full covariance; of several channels, all their values are like pixels, [size, size,
 * channels]. Cholesky's factor of the joint covariance of the data and the
 * hole's pixels x_h,
 *   [ A C A' + N   A C_:h ]   [ L           ] [ L'  K' ]
 *   [ C_h: A'      C_hh   ] = [ K   L_h     ] [     L_h' ],
 * has all of it: the mean is m_h + K L^-1 (d - A m), the covariance L_h L_h', and a realisation adds L_h times white noise.
 * Time grows as the cube of the number of pixels, memory as its square.
 * @param onProgress told the share that is done; may throw to give up
 * @returns the fill of any data [observed] that were seen in this way
 * @throws RangeError if the prior's covariance is not positive definite
 */
export function covarianceWiener(
  prior: CovariancePrior,
  { observed, variance, noisePower, mask }: Omit<Seeing, 'observed'> & { observed: MaskOperator },
  onProgress?: (share: number) => void,
): (data: Float64Array) => GaussianFill {
  const pixels = mask.length
  const seen = observed.pixels.length
  const hole = Int32Array.from([...mask.keys()].filter((i) => mask[i] === 0))
  const row = (pixel: number) => prior.covariance.subarray(pixel * pixels, (pixel + 1) * pixels)
  // Rows of C A', of which those of the hole are C_h: A'.
  const observedRows = new Float64Array(pixels * seen)
  for (let i = 0; i < pixels; i++) observedRows.set(observed.apply(row(i)), i * seen)
  const order = seen + hole.length
  const joint = new Float64Array(order * order)
  const column = new Float64Array(pixels)
  const noise = noisePower && covarianceAt(noisePower, Math.sqrt(pixels))
  for (let k = 0; k < seen; k++) {
    for (let i = 0; i < pixels; i++) column[i] = observedRows[i * seen + k]
    observed.apply(column).forEach((value, j) => (joint[j * order + k] = value))
    if (!noise) joint[k * order + k] += variance[k]
    else observed.pixels.forEach((pixel, j) => (joint[j * order + k] += noise(pixel, observed.pixels[k])))
  }
  hole.forEach((pixel, h) => {
    const to = (seen + h) * order
    joint.set(observedRows.subarray(pixel * seen, (pixel + 1) * seen), to)
    const covariances = row(pixel)
    hole.forEach((other, g) => (joint[to + seen + g] = covariances[other]))
  })
  cholesky(joint, order, onProgress)

  const level = observed.apply(Float64Array.from(prior.mean))
  /** Row h of L_h up to its diagonal. */
  const factor = (h: number) => joint.subarray((seen + h) * order + seen, (seen + h) * order + seen + h + 1)
  const { deviation, drawAbout } = holeSpread(pixels, hole, factor)
  return (data) => {
    const weights = data.map((value, k) => value - level[k])
    solveLower(joint, order, weights)
    solveUpper(joint, order, weights)
    const mean = Float64Array.from(prior.mean, (value, i) => {
      return value + dot(observedRows.subarray(i * seen, (i + 1) * seen), weights)
    })
    return { mean, deviation, sample: (random) => drawAbout(mean, random) }
  }
}
