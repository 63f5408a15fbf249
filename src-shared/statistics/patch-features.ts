import { createHigherOrderEstimator, higherOrderBands } from './higher-order-spectra.ts'
import { localExtrema } from './local-extrema.ts'
import { evenThresholds } from './minkowski-functionals.ts'
import { instrumentWindow } from './mode-window.ts'
import { moments } from './moments.ts'
import { finiteIn, functionalsOf, holeMask, withoutHoles, type PatchMeasures } from './patch-statistics.ts'
import { scatteringFeatures, type ScatteringName } from './scattering-features.ts'
import { smoothedMap } from './smoothed-map.ts'

/** Full widths at half maximum of the Gaussians that patches are smoothed by, pixels. */
export const smoothingScales = [2, 4, 8] as const
type Scale = (typeof smoothingScales)[number]
/** Scales at which peaks and minima are counted; 0 is the patch as it is. */
export const extremaScales = [0, 4] as const

/** Numbers of one patch by statistic, each as long for every patch. */
export type PatchFeatures<Name extends string = string> = Record<Name, Float64Array>

/** What `patchFeatures` measures, beside the statistics of `patchStatistics`. Names end in the scale, if there is one. */
export type FeatureName =
  | 'equilateral'
  | 'squeezed'
  | 'trispectrum'
  | 'variance'
  | ScatteringName
  | `v${0 | 1 | 2}-${Scale}`
  | `${'peaks' | 'minima'}-${(typeof extremaScales)[number]}`

/** The grids of the features: multipoles of bands, thresholds, or scales. */
export type FeatureGrid = Record<FeatureName, number[]>

/** What decides the features: geometry, mask and bands, as for power spectra. */
export type FeatureMeasures = Pick<PatchMeasures, 'patch' | 'mask' | 'taper' | 'bands' | 'instrument'>

/** Thresholds in standard deviations from the mean of the smoothed patch. */
export const featureThresholds = evenThresholds(-3, 4, 15)

/** The grids of the features, without measuring anything. */
export function featureGrid({ patch, bands }: Pick<FeatureMeasures, 'patch' | 'bands'>): FeatureGrid {
  const { ell, apart } = higherOrderBands(patch, bands)
  const ofShapes = Object.fromEntries(shapeNames.map((name) => [name, [...featureThresholds]]))
  return {
    ...(ofShapes as FeatureGrid),
    ...{ equilateral: ell, squeezed: apart.map((band) => ell[band]), trispectrum: ell, variance: ell },
    ...scatteringFeatures(patch.rows, patch.columns).grid,
  }
}

/**
 * The statistics beyond `patchStatistics` that tell samples from sky, of patches of one geometry: what they share is
 * computed once. NaN marks missing pixels, around which the mask is tapered.
 */
export function patchFeatures({
  patch,
  mask,
  taper,
  bands,
  instrument,
}: FeatureMeasures): (map: Float32Array) => PatchFeatures<FeatureName> {
  const higherOrder = createHigherOrderEstimator(patch, bands, instrumentWindow(instrument))
  const whole = higherOrder.withMask(mask)
  const spectra = (map: Float32Array) => {
    const holed = map.some(Number.isNaN)
    const measure = holed ? higherOrder.withMask(holeMask(map, patch, taper)) : whole
    const { equilateral, squeezed, kurtosis, variance } = measure(holed ? withoutHoles(map, true) : map)
    return {
      equilateral,
      squeezed: Float64Array.from(higherOrder.apart, (band) => squeezed[band]),
      trispectrum: kurtosis,
      variance,
    }
  }
  const shapes = (map: Float32Array) => {
    const { rows, columns } = patch
    const found: Partial<PatchFeatures<FeatureName>> = {}
    for (const scale of [0, ...smoothingScales] as const) {
      const smooth = inDeviations(scale === 0 ? map : smoothedMap(map, rows, columns, scale))
      if (scale !== 0) {
        const { v0, v1, v2 } = functionalsOf(smooth, patch, featureThresholds)
        Object.assign(found, { [`v0-${scale}`]: v0, [`v1-${scale}`]: v1, [`v2-${scale}`]: v2 })
      }
      if (scale === 0 || scale === 4) {
        const { peaks, minima } = localExtrema(smooth, rows, columns, featureThresholds)
        Object.assign(found, { [`peaks-${scale}`]: peaks, [`minima-${scale}`]: minima })
      }
    }
    return found as Omit<PatchFeatures<FeatureName>, ScatteringName | keyof ReturnType<typeof spectra>>
  }
  const scattering = scatteringFeatures(patch.rows, patch.columns)
  return (map) => ({ ...spectra(map), ...shapes(map), ...scattering.of(withoutHoles(map, false)) })
}

const shapeNames = [
  ...smoothingScales.flatMap((scale) => [`v0-${scale}`, `v1-${scale}`, `v2-${scale}`] as const),
  ...extremaScales.flatMap((scale) => [`peaks-${scale}`, `minima-${scale}`] as const),
] satisfies FeatureName[]

/** A map minus its mean, over its standard deviation; one without any has the mean alone subtracted. */
export function inDeviations(map: Float32Array | Float64Array): Float64Array {
  const { mean, variance } = moments(finiteIn(map))
  const deviation = Math.sqrt(variance) || 1
  return new Float64Array(map).map((value) => (value - mean) / deviation)
}
