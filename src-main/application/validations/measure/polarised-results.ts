import type { PolarisedResults } from '../../../../src-shared/validation/results.ts'
import { instrumentWindow } from '../../../../src-shared/statistics/mode-window.ts'
import { createPolarisedSpectrumEstimator } from '../../../../src-shared/statistics/polarised-spectrum.ts'
import type { SpectrumSky } from '../../maps/spectrum-sky.ts'
import { bandsOver } from './set-results.ts'

/** Sets of patches with Q and U as their last two channels, standardised: float32 [count, size, size, channels]. */
export interface PolarisedSets {
  sets: Record<'original' | 'reconstruction' | 'sample', Float32Array>
  channels: number
  sky: SpectrumSky
}

/** Spectra of E and B modes of every patch, as quartiles over each set; the mean of Q and of U is subtracted first. */
export function measurePolarised({ sets, channels, sky }: PolarisedSets): PolarisedResults {
  const estimator = createPolarisedSpectrumEstimator(sky.patch, sky.mask, sky.bands, instrumentWindow(sky.instrument))
  const pixels = sky.patch.rows * sky.patch.columns
  const of = (values: Float32Array) => {
    const spectra = Array.from({ length: values.length / (pixels * channels) }, (_, k) => {
      const part = (channel: number) => {
        const start = k * pixels * channels + channel
        const map = Float64Array.from({ length: pixels }, (_, i) => values[start + i * channels])
        const mean = map.reduce((sum, value) => sum + value, 0) / pixels
        return map.map((value) => value - mean)
      }
      return estimator.spectra({ q: part(channels - 2), u: part(channels - 1) })
    })
    return {
      ee: bandsOver(spectra.map(({ ee }) => ee)),
      eb: bandsOver(spectra.map(({ eb }) => eb)),
      bb: bandsOver(spectra.map(({ bb }) => bb)),
    }
  }
  return {
    ell: estimator.ell,
    leakage: [...estimator.leakage],
    original: of(sets.original),
    reconstruction: of(sets.reconstruction),
    sample: of(sets.sample),
  }
}
