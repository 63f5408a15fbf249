import type { InpaintingStatistics } from '../../../src-preload/contract/inpaintings.ts'
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

/** Pixel histogram (Fig. 3) and power spectrum (Fig. 4) of a patch beside those of what the model makes of it; standardised values. */
export function comparePatches(
  original: Float32Array,
  reconstruction: Float32Array,
  size: number,
  width: number,
): InpaintingStatistics {
  const estimator = patchSpectrumEstimator(size, width)
  const edges = binEdges()
  return {
    edges,
    histogram: { original: histogram(original, edges), reconstruction: histogram(reconstruction, edges) },
    ell: estimator.ell,
    spectrum: { original: [...estimator.spectrum(original)], reconstruction: [...estimator.spectrum(reconstruction)] },
  }
}
