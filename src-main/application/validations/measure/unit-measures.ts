import { pixelShares } from '../../../../src-shared/validation/results.ts'
import { fourierModes, type Band } from '../../../../src-shared/statistics/bands.ts'
import { binEdges } from '../../../../src-shared/statistics/histogram.ts'
import { evenThresholds } from '../../../../src-shared/statistics/minkowski-functionals.ts'
import type { PatchMeasures } from '../../../../src-shared/statistics/patch-statistics.ts'
import { quantiles } from '../../../../src-shared/statistics/quantile.ts'
import { scaled, unscaled, type Scaling } from '../../../../src-shared/sky/scale.ts'
import type { StatisticsGrid } from './set-results.ts'
import type { SpectrumSky } from '../../maps/spectrum-sky.ts'

/** The measurements of every patch in one unit, and their grid. */
export interface UnitMeasures {
  measures: PatchMeasures
  grid: StatisticsGrid
  /** Multipoles of the grid. */
  bands: Band[]
}

/** In standardised units: the paper's bins from -3 to 5, and thresholds over the same range. */
export const standardMeasures = (sky: SpectrumSky): UnitMeasures => onGrid(sky, binEdges(), evenThresholds())

/** Quantiles of the patches' pixels that bound histograms and functionals in the map's unit. */
const ends = [0.005, 0.995] as const

/** Maximum number of pixels used to find them. */
const mostPixels = 200_000

/**
 * In the map's own unit: the same number of bins and thresholds over nearly all pixels of the patches, evenly spaced in
 * the scaled values of the patches.
 * @param pixelOf value in the map's unit of the pixel with this index among `count`
 */
export function mapMeasures(
  sky: SpectrumSky,
  scaling: Scaling,
  count: number,
  pixelOf: (place: number) => number,
): UnitMeasures {
  const stride = Math.ceil(count / mostPixels)
  const some = Float64Array.from({ length: Math.ceil(count / stride) }, (_, i) => pixelOf(i * stride))
  const [low, high] = quantiles(some, ends)
  const onto = (value: number) => scaled(value, scaling)
  const back = (x: number) => unscaled(x, scaling)
  const [from, to] = high > low ? [onto(low), onto(high)] : [onto(low) - 0.5, onto(low) + 0.5]
  return onGrid(sky, binEdges(from, to).map(back), evenThresholds(from, to).map(back))
}

function onGrid(sky: SpectrumSky, edges: number[], thresholds: number[]): UnitMeasures {
  const { bands } = fourierModes(sky.patch, sky.bands)
  const ell = bands.map(({ from, to }) => (from + to) / 2)
  return {
    measures: { ...sky, edges, thresholds, shares: pixelShares, centred: true },
    grid: { edges, thresholds, ell },
    bands,
  }
}
