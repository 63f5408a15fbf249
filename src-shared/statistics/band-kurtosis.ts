import type { FlatPatch } from './bands.ts'
import { transformPlane } from './fourier-transform.ts'
import { bandMaps, type ModeFilter } from './mode-filters.ts'

/** What the fourth moment of a masked Gaussian field within each band is, over the square of its second moment. */
export type GaussianFourths = Float64Array

/**
 * For white Gaussian noise times a mask w, within a band of filter h: the variance at a pixel is v = h^2 * w^2, so that
 * <d^4> = 3 <v^2>, and the second moment squared is <v>^2 + 2 <c^2>, where c is the covariance of two pixels; both are
 * means over the pixels, and <c^2> is that of w^2 ((h * h)^2 * w^2). Without a mask and for n modes that is
 * 3 n / (n + 2): the few modes of a patch leave less than 3.
 * @returns what masks of this geometry make of it
 */
export function gaussianFourths(
  patch: FlatPatch,
  filters: readonly ModeFilter[],
): (mask: Float64Array) => GaussianFourths {
  const { rows, columns } = patch
  const size = rows * columns
  const ones = new Float64Array(2 * size).map((_, i) => (i % 2 === 0 ? 1 : 0))
  /** The transform of the square of a filter's kernel, which is real, as the kernel is the same in opposite directions. */
  const squaredKernel = (filter: ModeFilter, weights: Float64Array) => {
    const [kernel] = bandMaps(ones, patch, [{ ...filter, weights }])
    const plane = new Float64Array(2 * size)
    for (let i = 0; i < size; i++) plane[2 * i] = kernel[i] ** 2
    transformPlane(plane, rows, columns, 'forward')
    return plane.filter((_, i) => i % 2 === 0)
  }
  const kernels = filters.map((filter) => ({
    variance: squaredKernel(filter, filter.weights),
    covariance: squaredKernel(filter, filter.weights.map(square)),
  }))
  return (mask) => {
    const squared = mask.map(square)
    const transform = new Float64Array(2 * size)
    for (let i = 0; i < size; i++) transform[2 * i] = squared[i]
    transformPlane(transform, rows, columns, 'forward')
    return Float64Array.from(kernels, ({ variance, covariance }) => {
      // Both convolutions are real: one is the real part, one the imaginary part.
      const plane = new Float64Array(2 * size)
      for (let i = 0; i < size; i++) {
        const re = transform[2 * i]
        const im = transform[2 * i + 1]
        plane[2 * i] = variance[i] * re - covariance[i] * im
        plane[2 * i + 1] = variance[i] * im + covariance[i] * re
      }
      transformPlane(plane, rows, columns, 'inverse')
      let [first, second, pairs] = [0, 0, 0]
      for (let i = 0; i < size; i++) {
        first += plane[2 * i] / size
        second += plane[2 * i] ** 2 / size
        pairs += (plane[2 * i + 1] * squared[i]) / size ** 2
      }
      return (3 * second) / (first ** 2 + 2 * pairs)
    })
  }
}

/**
 * The trispectrum averaged over all quadrilaterals with sides in a band, as the excess kurtosis of the map within it
 * (Prabhu et al. 2025, arXiv:2506.09036, Sec. 3.2): <d^4> / <d^2>^2, over that of a Gaussian field with the same mask and
 * modes, times 3, minus 3. Without a mask and for many modes it is <d^4> / <d^2>^2 - 3.
 * @param maps within each band
 */
export function bandKurtosis(maps: readonly Float64Array[], fourths: GaussianFourths): Float64Array {
  return Float64Array.from(maps, (map, band) => {
    let [second, fourth] = [0, 0]
    for (let i = 0; i < map.length; i++) {
      const power = map[i] * map[i]
      second += power
      fourth += power * power
    }
    return (3 * ((fourth * map.length) / second ** 2)) / fourths[band] - 3
  })
}

const square = (value: number) => value * value
