import { dot } from '../optimize/vector.ts'
import { normal, type RandomState } from '../random/index.ts'

/**
 * What a Gaussian varies by in a hole, from Cholesky's factor of the covariance of the hole's pixels.
 * @param pixels of the patch
 * @param hole the hole's pixels, in the order of the covariance
 * @param factor row h of the factor, up to its diagonal
 * @returns the standard deviation [pixels], NaN outside the hole; and draws about a mean [pixels], which stays outside it
 */
export function holeSpread(pixels: number, hole: Int32Array, factor: (h: number) => Float64Array) {
  const deviation = new Float64Array(pixels).fill(NaN)
  hole.forEach((pixel, h) => (deviation[pixel] = Math.sqrt(dot(factor(h), factor(h)))))
  return {
    deviation,
    drawAbout(mean: Float64Array, random: RandomState): Float64Array {
      const white = Float64Array.from(hole, () => normal(random))
      const drawn = mean.slice()
      hole.forEach((pixel, h) => (drawn[pixel] += dot(factor(h), white)))
      return drawn
    },
  }
}
