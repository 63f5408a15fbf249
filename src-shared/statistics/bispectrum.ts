import type { FlatPatch } from './bands.ts'
import { bandMaps, type ModeFilter } from './mode-filters.ts'
import type { ComplexArray } from './fourier-transform.ts'

/** Bispectra of one map, in its unit cubed times steradian squared. */
export interface Bispectra {
  /** All three sides of the triangle in each band. */
  equilateral: Float64Array
  /** One side in the long band, two in each band; NaN for bands that overlap the long one. */
  squeezed: Float64Array
}

/** Bispectra of maps of one geometry, whatever their mask. */
export interface BispectrumEstimator {
  /**
   * @param transform of the map times its mask, [rows, columns]
   * @param onPixels the map in each band on the patch's own pixels, from `bandMaps`, if there is such
   * @param cube mean of the mask's cube
   */
  of(transform: ComplexArray, onPixels: readonly Float64Array[], cube: number): Bispectra
}

/**
 * The flat-sky bispectrum <f(k1) f(k2) f(k3)> = A B for k1 + k2 + k3 = 0 in a patch of area A, averaged over all closed
 * triangles with sides in three bands (Scoccimarro 2000, ApJ 544, 597, Sec. 3.1): with d_b the map within band b,
 *   B = A^2 <d_1 d_2 d_3>_pixels / (number of triangles) / <mask^3>.
 * The number of triangles is the same mean of maps whose modes in the band are all 1. Where sides are so short that
 * triangles would also close around the edge of the Fourier plane, pixels two thirds as wide are used.
 * @param long the band of the long side of squeezed triangles
 */
export function createBispectrumEstimator(
  patch: FlatPatch,
  filters: readonly ModeFilter[],
  long: ModeFilter,
): BispectrumEstimator {
  const size = patch.rows * patch.columns
  const overlapping = new Set(long.places)
  const apart = filters.map(({ places }) => !places.some((at) => overlapping.has(at)))
  const finer = filters.map(({ reach }) => 3 * reach.x >= patch.columns || 3 * reach.y >= patch.rows)
  const fine = filters.filter((_, band) => finer[band])

  const triples = (transform: ComplexArray, onPixels: readonly Float64Array[], of: readonly ModeFilter[]) => {
    const longFilter = of === filters ? long : withoutWeights(long)
    const fineFilters = of === filters ? fine : fine.map(withoutWeights)
    const [longOnPixels] = bandMaps(transform, patch, [longFilter])
    const onFine = fine.length === 0 ? [] : bandMaps(transform, patch, [...fineFilters, longFilter], true)
    const longOnFine = onFine.at(-1)
    let next = 0
    return filters.map((_, band) => {
      const own = finer[band] ? onFine[next++] : onPixels[band]
      const wide = finer[band] ? longOnFine! : longOnPixels
      let [equilateral, squeezed] = [0, 0]
      for (let i = 0; i < own.length; i++) {
        const square = own[i] * own[i]
        equilateral += square * own[i]
        squeezed += square * wide[i]
      }
      return { equilateral: equilateral / own.length, squeezed: squeezed / own.length }
    })
  }

  // A map whose every mode is 1, so that its part within a band counts modes.
  const ones = Float64Array.from({ length: 2 * size }, (_, i) => (i % 2 === 0 ? size : 0))
  const unweighted = filters.map(withoutWeights)
  const counts = triples(ones, bandMaps(ones, patch, unweighted), unweighted)
  const area = patch.lx * patch.ly
  return {
    of(transform, onPixels, cube) {
      const sums = triples(transform, onPixels, filters)
      const scale = area ** 2 / cube
      const over = (sum: number, count: number) => (Math.round(count) > 0 ? (scale * sum) / count : NaN)
      return {
        equilateral: Float64Array.from(sums, (sum, band) => over(sum.equilateral, counts[band].equilateral)),
        squeezed: Float64Array.from(sums, (sum, band) =>
          apart[band] ? over(sum.squeezed, counts[band].squeezed) : NaN,
        ),
      }
    },
  }
}

const withoutWeights = (filter: ModeFilter): ModeFilter => ({
  ...filter,
  weights: new Float64Array(filter.weights.length).fill(1),
})
