import type { InpaintingStatistics } from '../../../src-preload/contract/inpaintings.ts'
import { apodise } from '../../statistics/apodise.ts'
import { createSpectrumEstimator, evenBands, type SpectrumEstimator } from '../../statistics/flat-sky-spectrum.ts'
import { binEdges, histogram } from '../../statistics/histogram.ts'
import type { PatchMeasures } from '../../statistics/patch-statistics.ts'

const DEGREE = Math.PI / 180

/** Width of a band of multipoles, and the border's C1 taper in degrees (paper, Fig. 4). */
const bandWidth = 90
const taperLength = 1

/** What the spectra of patches of a size look at: the flat sky, its apodised mask, and bands of multipoles. */
export function patchSky(size: number, width: number): Pick<PatchMeasures, 'patch' | 'mask' | 'bands'> {
  const pixel = width / (size - 1)
  const side = size * pixel * DEGREE
  const patch = { rows: size, columns: size, lx: side, ly: side }
  const mask = apodise(new Float32Array(size * size).fill(1), size, size, {
    length: Math.min(taperLength, width / 8),
    pixel,
  })
  // A patch resolves no multipoles closer than its own width allows, and none beyond its pixels.
  const resolved = Math.max(bandWidth, Math.ceil((2 * 360) / width))
  return { patch, mask, bands: evenBands(patch, Math.min(resolved, (Math.PI * size) / side)) }
}

const estimators = new Map<string, SpectrumEstimator>()

/** The spectrum estimator of Fig. 4 for patches of a size; its coupling matrix is computed once. */
export function patchSpectrumEstimator(size: number, width: number): SpectrumEstimator {
  const key = `${size} ${width}`
  let estimator = estimators.get(key)
  if (!estimator) {
    const { patch, mask, bands } = patchSky(size, width)
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
