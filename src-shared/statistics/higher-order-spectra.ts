import { fourierModes, type Band, type FlatPatch } from './bands.ts'
import { bandKurtosis, gaussianFourths } from './band-kurtosis.ts'
import { createBispectrumEstimator, type Bispectra } from './bispectrum.ts'
import { transformPlane } from './fourier-transform.ts'
import { bandMaps, mergedBands, modeFilters } from './mode-filters.ts'
import type { ModeWindow } from './mode-window.ts'

/** What is measured of a map within each band. */
export interface HigherOrderSpectra extends Bispectra {
  /** The trispectrum's average, as in `bandKurtosis`. */
  kurtosis: Float64Array
  /** Mean square of the masked map over the mask's, in the map's unit squared: positive, with the mask's leakage. */
  variance: Float64Array
}

/** Most bands of a patch: with more, a single patch has too few triangles in each. */
export const mostHigherOrderBands = 8

/** The bands of higher-order spectra. */
export interface HigherOrderBands {
  bands: Band[]
  /** Middle of each band. */
  ell: number[]
  /** The long side of squeezed triangles lies in it. */
  long: Band
  /** Indices of the bands that it does not overlap: only they have squeezed triangles. */
  apart: number[]
}

/** The bands of the power spectrum that hold a mode, merged until at most 8 are left; the first one is the long band. */
export function higherOrderBands(patch: FlatPatch, wanted: readonly Band[]): HigherOrderBands {
  const { bands: held } = fourierModes(patch, wanted)
  const bands = mergedBands(held, mostHigherOrderBands)
  const [long] = held
  return {
    bands,
    ell: bands.map(({ from, to }) => (from + to) / 2),
    long,
    apart: bands.map((_, band) => band).filter((band) => bands[band].from >= long.to),
  }
}

/** Higher-order spectra of maps of one geometry. */
export interface HigherOrderEstimator extends HigherOrderBands {
  /** The spectra of maps that have this mask. @param mask apodised weights [rows, columns] */
  withMask(mask: Float64Array): (map: ArrayLike<number>) => HigherOrderSpectra
}

/**
 * Bispectrum and trispectrum in the bands of the power spectrum, neighbours merged until at most 8 are left; the long
 * band is the first one of the power spectrum. A map's mean, weighted by the mask, is subtracted first.
 * @param wanted the bands of the power spectrum, at least one of them with a mode
 * @param window divided out of the modes
 */
export function createHigherOrderEstimator(
  patch: FlatPatch,
  wanted: readonly Band[],
  window: ModeWindow = () => 1,
): HigherOrderEstimator {
  const inBands = higherOrderBands(patch, wanted)
  const filters = modeFilters(patch, inBands.bands, window)
  const bispectrum = createBispectrumEstimator(patch, filters, modeFilters(patch, [inBands.long], window)[0])
  const fourthsOf = gaussianFourths(patch, filters)
  const { rows, columns } = patch
  return {
    ...inBands,
    withMask(mask) {
      const power = (exponent: number) => mask.reduce((sum, weight) => sum + weight ** exponent, 0) / mask.length
      const [first, second, cube] = [power(1), power(2), power(3)]
      const fourths = fourthsOf(mask)
      return (map) => {
        let sum = 0
        for (let i = 0; i < mask.length; i++) sum += mask[i] * map[i]
        const mean = sum / mask.length / first
        const transform = new Float64Array(2 * mask.length)
        for (let i = 0; i < mask.length; i++) transform[2 * i] = mask[i] * (map[i] - mean)
        transformPlane(transform, rows, columns, 'forward')
        const maps = bandMaps(transform, patch, filters)
        return {
          ...bispectrum.of(transform, maps, cube),
          kurtosis: bandKurtosis(maps, fourths),
          variance: Float64Array.from(
            maps,
            (part) => part.reduce((total, value) => total + value * value, 0) / part.length / second,
          ),
        }
      }
    },
  }
}
