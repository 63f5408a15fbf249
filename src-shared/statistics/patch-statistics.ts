import type { Band, FlatPatch, SpectrumEstimator } from './flat-sky-spectrum.ts'
import { createSpectrumEstimator } from './flat-sky-spectrum.ts'
import { histogram } from './histogram.ts'
import { minkowskiFunctionals } from './minkowski-functionals.ts'
import type { MinkowskiFunctionals } from './minkowski-functionals.ts'
import { instrumentWindow } from './mode-window.ts'
import type { Instrument } from './mode-window.ts'
import { moments } from './moments.ts'
import type { Moments } from './moments.ts'
import { quantiles } from './quantile.ts'

/** What to measure of every patch of a set. */
export interface PatchMeasures {
  patch: FlatPatch
  /** Apodised weights [rows, columns] for the spectra; the other statistics weight all pixels equally. */
  mask: Float64Array
  bands: readonly Band[]
  /** Divided out of the spectra. */
  instrument: Instrument
  /** Edges of equal bins of the histogram, and ascending thresholds of the Minkowski functionals. */
  edges: readonly number[]
  thresholds: readonly number[]
  /** Probabilities of the pixel quantiles. */
  shares: readonly number[]
  /**
   * Whether to subtract a patch's mean before its spectrum: if it is much larger than the fluctuations, the mask's
   * border leaks more of it into the other bands than they contain.
   */
  centred?: boolean
}

export interface PatchStatistics {
  moments: Moments
  histogram: number[]
  minkowski: MinkowskiFunctionals
  spectrum: Float64Array
  /** Quantiles of the pixels. */
  pixels: number[]
}

/** Statistics of a patch and of a second one, such as its reconstruction, with their cross spectrum. */
export interface PairStatistics {
  first: PatchStatistics
  second: PatchStatistics
  cross: Float64Array
}

/** Statistics of patches of one geometry: what they share is computed once. */
export function patchStatistics(
  measures: PatchMeasures,
): (first: Float32Array, second: Float32Array) => PairStatistics {
  const { patch, mask, bands, instrument, edges, thresholds, shares, centred = false } = measures
  const estimator: SpectrumEstimator = createSpectrumEstimator(patch, mask, bands, instrumentWindow(instrument))
  const of = (map: Float32Array, spectrum: Float64Array): PatchStatistics => ({
    moments: moments(map),
    histogram: histogram(map, edges),
    minkowski: minkowskiFunctionals(map, patch.rows, patch.columns, thresholds),
    spectrum,
    pixels: quantiles(map, shares),
  })
  return (first, second) => {
    const spectra = centred ? estimator.pair(aroundMean(first), aroundMean(second)) : estimator.pair(first, second)
    return { first: of(first, spectra.first), second: of(second, spectra.second), cross: spectra.cross }
  }
}

function aroundMean(map: Float32Array): Float64Array {
  const { mean } = moments(map)
  return Float64Array.from(map, (value) => value - mean)
}
