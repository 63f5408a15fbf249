import { cholesky } from '../linear/cholesky.ts'
import { covarianceAt } from './stationary-prior.ts'

/**
 * The matrix that makes stationary noise in the observed pixels white, L^-1 with their covariance L L': the sum of squares of
 * what it makes of a residual is the exact residual' N^-1 residual, whatever the mask.
 * @param power of the noise on a torus of twice the patch's size
 * @param mask [size, size], 1 = observed
 * @returns [size², size²], row-major; rows and columns of the hole are 0
 * @throws RangeError if the covariance is not positive definite
 */
export function noiseWhitening(power: ArrayLike<number>, mask: Uint8Array): Float32Array {
  const size = Math.sqrt(mask.length)
  const pixels = [...mask.keys()].filter((i) => mask[i] === 1)
  const count = pixels.length
  const covariance = covarianceAt(power, size)
  const lower = new Float64Array(count * count)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) lower[i * count + j] = covariance(pixels[i], pixels[j])
  }
  cholesky(lower, count)
  const whitening = new Float32Array(mask.length ** 2)
  // Row by row: L^-1 [i, :] is what is left of the unit vector, less those before it. Columns beyond i are 0.
  const inverse = new Float64Array(count * count)
  for (let i = 0; i < count; i++) {
    const row = inverse.subarray(i * count, i * count + i + 1)
    for (let k = 0; k < i; k++) {
      const factor = lower[i * count + k]
      const before = k * count
      for (let j = 0; j <= k; j++) row[j] -= factor * inverse[before + j]
    }
    row[i] = 1
    for (let j = 0; j <= i; j++) {
      row[j] /= lower[i * count + i]
      whitening[pixels[i] * mask.length + pixels[j]] = row[j]
    }
  }
  return whitening
}
