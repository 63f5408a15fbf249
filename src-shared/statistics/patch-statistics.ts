import { apodise, type Apodisation } from './apodise.ts'
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
  /** How to apodise the holes of single patches, and the weights before the taper (null for 1 everywhere). */
  taper: Apodisation & { weights: Float64Array | null }
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

/**
 * Statistics of patches of one geometry: what they share is computed once. NaN marks the missing pixels of a patch: none
 * of its statistics has them, and its spectra have a taper around them, as around those of a mask. Without enough
 * pixels for a statistic it is NaN.
 */
export function patchStatistics(
  measures: PatchMeasures,
): (first: Float32Array, second: Float32Array) => PairStatistics {
  const { patch, edges, thresholds, shares, centred = false } = measures
  const { of: estimatorOf, bands } = estimators(measures)
  const none = new Float64Array(bands).fill(NaN)
  const of = (map: Float32Array, spectrum: Float64Array): PatchStatistics => {
    const seen = finiteIn(map)
    return {
      moments: moments(seen),
      histogram: histogram(seen, edges),
      minkowski: functionalsOf(map, patch, thresholds),
      spectrum,
      pixels: quantiles(seen, shares),
    }
  }
  const ready = (map: Float32Array) => (centred || hasHoles(map) ? withoutHoles(map, centred) : map)
  return (first, second) => {
    const [one, two] = [first, second].map(estimatorOf)
    const [a, b] = [ready(first), ready(second)]
    const spectra =
      one === two ? one?.pair(a, b) : { first: one?.spectrum(a) ?? none, second: two?.spectrum(b) ?? none, cross: none }
    const { first: own, second: other, cross } = spectra ?? { first: none, second: none, cross: none }
    return { first: of(first, own), second: of(second, other), cross }
  }
}

/** The spectrum estimator for the holes of a patch; null if too little is left. The last one is kept. */
function estimators({ patch, mask, bands, instrument, taper }: PatchMeasures) {
  const whole: SpectrumEstimator = createSpectrumEstimator(patch, mask, bands, instrumentWindow(instrument))
  let last: { key: string; estimator: SpectrumEstimator | null } = { key: '', estimator: whole }
  const of = (map: Float32Array): SpectrumEstimator | null => {
    if (!hasHoles(map)) return whole
    const key = goodRuns(map).join()
    if (last.key !== key) {
      const weights = holeMask(map, patch, taper)
      const make = () => createSpectrumEstimator(patch, weights, bands, instrumentWindow(instrument))
      last = { key, estimator: unlessTooLittle(make) }
    }
    return last.estimator
  }
  return { of, bands: whole.ell.length }
}

/** A mask with a taper around the missing pixels of a patch too. */
export function holeMask(
  map: ArrayLike<number>,
  { rows, columns }: Pick<FlatPatch, 'rows' | 'columns'>,
  { weights, ...taper }: PatchMeasures['taper'],
): Float64Array {
  const seen = Float64Array.from(map, (value, i) => (Number.isFinite(value) ? (weights?.[i] ?? 1) : 0))
  return apodise(seen, rows, columns, taper)
}

/** What estimators refuse with a RangeError is null: a mask that leaves nothing, or too little for the bands. */
export function unlessTooLittle<T>(make: () => T): T | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Minkowski functionals of a patch with missing pixels; NaN if it has too few others. */
export function functionalsOf(map: Pixels, { rows, columns }: FlatPatch, thresholds: readonly number[]) {
  const none = () => new Float64Array(thresholds.length).fill(NaN)
  const measured = hasHoles(map)
    ? unlessTooLittle(() => minkowskiFunctionals(map, rows, columns, thresholds))
    : minkowskiFunctionals(map, rows, columns, thresholds)
  return measured ?? { v0: none(), v1: none(), v2: none() }
}

type Pixels = Float32Array | Float64Array

const hasHoles = (map: Pixels): boolean => {
  for (let i = 0; i < map.length; i++) if (Number.isNaN(map[i])) return true
  return false
}

/** Lengths of the runs of good and missing pixels, in turn. */
function goodRuns(map: Float32Array): number[] {
  const runs: number[] = []
  for (let i = 0, from = 0, good = true; i <= map.length; i++) {
    if (i < map.length && Number.isFinite(map[i]) === good) continue
    runs.push(i - from)
    from = i
    good = !good
  }
  return runs
}

/** The pixels that are not missing. */
export const finiteIn = <T extends Pixels>(map: T): T =>
  hasHoles(map) ? (map.filter((value) => !Number.isNaN(value)) as T) : map

/** Missing pixels become the mean, and the mean 0 if it is subtracted. */
export function withoutHoles(map: Float32Array, centred: boolean): Float64Array {
  const { mean } = moments(finiteIn(map))
  return new Float64Array(map).map((value) => (Number.isNaN(value) ? 0 : value - mean) + (centred ? 0 : mean))
}
