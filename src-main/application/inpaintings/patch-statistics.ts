import type { PictureStatistics } from '../../../src-preload/contract/estimators.ts'
import { createSpectrumEstimator, type SpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { binEdges, histogram } from '../../../src-shared/statistics/histogram.ts'
import { spectrumSky } from '../maps/spectrum-sky.ts'

const estimators = new Map<string, SpectrumEstimator>()

/** The spectrum estimator of Fig. 4 for patches of a size; its coupling matrix is computed once. */
export function patchSpectrumEstimator(size: number, width: number): SpectrumEstimator {
  const key = `${size} ${width}`
  let estimator = estimators.get(key)
  if (!estimator) {
    const { patch, mask, bands } = spectrumSky({ rows: size, columns: size, width })
    estimator = createSpectrumEstimator(patch, mask, bands)
    estimators.set(key, estimator)
  }
  return estimator
}

/** Histogram (Fig. 3) and power spectrum (Fig. 4) of a standardised picture, at the edges and ell of `statisticsAxes`. */
export const pictureStatistics = (
  values: Float32Array,
  { size, width }: { size: number; width: number },
): PictureStatistics => ({
  histogram: [...histogram(values, binEdges())],
  spectrum: [...patchSpectrumEstimator(size, width).spectrum(values)],
})

/** Edges of the histogram's bins, and multipoles of the spectrum, for patches of a size. */
export const statisticsAxes = ({ size, width }: { size: number; width: number }) => ({
  edges: binEdges(),
  ell: patchSpectrumEstimator(size, width).ell,
})
