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

/**
 * Pixel histograms (Fig. 3) and power spectra (Fig. 4) of the original, the model and the filled patch, standardised.
 */
export function comparePatches(
  { original, model, filled }: Record<'original' | 'model' | 'filled', Float32Array>,
  { size, width }: { size: number; width: number },
): InpaintingStatistics {
  const estimator = patchSpectrumEstimator(size, width)
  const edges = binEdges()
  const ofEach = (measure: (values: Float32Array) => Iterable<number>) => ({
    original: [...measure(original)],
    model: [...measure(model)],
    filled: [...measure(filled)],
  })
  return {
    edges,
    histogram: ofEach((values) => histogram(values, edges)),
    ell: estimator.ell,
    spectrum: ofEach((values) => estimator.spectrum(values)),
  }
}
