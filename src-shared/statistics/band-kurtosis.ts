import type { FlatPatch } from './bands.ts'
import { transformPlane } from './fourier-transform.ts'
import { bandMaps, type ModeFilter } from './mode-filters.ts'

/** What the fourth moment of a masked Gaussian field within each band is, over the square of its second moment. */
export type GaussianFourths = Float64Array

/**
 * For white Gaussian noise times a mask w, within a band of filter h: the variance at a pixel is v = h^2 * w^2, so that
 * <d^4> = 3 <v^2>, and the second moment squared is <v>^2 + 2 <c^2>, where c is the covariance of two pixels; both are
 * means over the pixels. Without a mask and for n modes that is 3 n / (n + 2): the few modes of a patch leave less than 3.
 */
export function gaussianFourths(patch: FlatPatch, filters: readonly ModeFilter[], mask: Float64Array): GaussianFourths {
  const { rows, columns } = patch
  const size = rows * columns
  const squared = Float64Array.from(mask, (weight) => weight * weight)
  const kernelOf = (filter: ModeFilter, weights: Float64Array) => {
    const ones = Float64Array.from({ length: 2 * size }, (_, i) => (i % 2 === 0 ? 1 : 0))
    return bandMaps(ones, patch, [{ ...filter, weights }])[0]
  }
  return Float64Array.from(filters, (filter) => {
    const kernel = kernelOf(filter, filter.weights)
    const twice = kernelOf(
      filter,
      filter.weights.map((weight) => weight * weight),
    )
    const variance = convolved(kernel.map(square), squared, rows, columns)
    const pairs = convolved(twice.map(square), squared, rows, columns)
    const mean = meanOf(variance)
    const covariance = meanOf(pairs.map((value, i) => value * squared[i])) / size
    return (3 * meanOf(variance.map(square))) / (mean * mean + 2 * covariance)
  })
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
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Of two real maps, around the edges: both in one transform, as real and imaginary part. */
function convolved(a: Float64Array, b: Float64Array, rows: number, columns: number): Float64Array {
  const plane = new Float64Array(2 * a.length)
  for (let i = 0; i < a.length; i++) {
    plane[2 * i] = a[i]
    plane[2 * i + 1] = b[i]
  }
  transformPlane(plane, rows, columns, 'forward')
  const product = new Float64Array(plane.length)
  for (let i = 0; i < a.length; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns]
    const o = 2 * (((rows - row) % rows) * columns + ((columns - column) % columns))
    const [ar, ai] = [(plane[2 * i] + plane[o]) / 2, (plane[2 * i + 1] - plane[o + 1]) / 2]
    const [br, bi] = [(plane[2 * i + 1] + plane[o + 1]) / 2, (plane[o] - plane[2 * i]) / 2]
    product[2 * i] = ar * br - ai * bi
    product[2 * i + 1] = ar * bi + ai * br
  }
  transformPlane(product, rows, columns, 'inverse')
  return a.map((_, i) => product[2 * i])
}
