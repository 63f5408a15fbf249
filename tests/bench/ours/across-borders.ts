import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { dot, fromVector, toVector } from '../../../src-shared/sky/frames.ts'
import { DEGREE, type Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { minkowskiFunctionals } from '../../../src-shared/statistics/minkowski-functionals.ts'
import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'

/** A statistic at the borders of patches and inside those around: means over many places, and the errors of their differences. */
export interface Compared {
  inside: number[]
  across: number[]
  errors: number[]
}

export interface AcrossBorders {
  /** Number of squares. */
  inside: number
  across: number
  spectrum: Compared
  /** V1 at some thresholds. */
  perimeter: Compared
}

/** In standard deviations of a square about its mean: a map in its own unit, or with a level that changes, has no others. */
const thresholds = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5]

/** Squares of half a patch's pixels, and their spectra in bands of two of their waves, up to 0.8 of the pixels' limit. */
export function halfSquares({ size, width }: PatchGeometry) {
  const pixel = width / (size - 1)
  const pixels = size / 2
  const side = pixels * pixel * DEGREE
  const patch = { rows: pixels, columns: pixels, lx: side, ly: side }
  const mask = apodise(new Float64Array(pixels ** 2).fill(1), pixels, pixels, { length: 1, pixel })
  const bands = evenBands(patch, (4 * Math.PI) / side, (2 * Math.PI) / side)
  const most = (0.8 * Math.PI * pixels) / side
  const below = bands.filter(({ from, to }) => (from + to) / 2 < most)
  const estimator = createSpectrumEstimator(patch, mask, below)
  return { geometry: { size: pixels, width: (pixels - 1) * pixel }, estimator }
}

/**
 * Compares squares of a map around the places that are furthest from the centres of the patches that it was drawn from, each
 * with those around the centres next to it: both see the same part of the sky, whose level may change from place to place.
 * @param map RING, Galactic
 * @param step between centres, degrees
 * @param alike whether squares of all places have the same power: of those of a sky with the levels of a map, which differ
 *   by more than borders could make them, only the shape of the spectrum is compared, and not its level
 */
export function acrossBorders(
  map: { nside: number; values: Float32Array },
  cover: SkyCover,
  step: number,
  alike: boolean,
): AcrossBorders {
  const { geometry, estimator } = halfSquares(cover.geometry)
  const field = { ...map, ordering: 'RING', frame: 'G' } as const
  const measured = (places: readonly Position[]) =>
    places.map((place) => {
      const values = cutPatch(field, { ...place, rotation: null }, geometry)
      const standard = standardised(values)
      const { v1 } = minkowskiFunctionals(standard, geometry.size, geometry.size, thresholds)
      return { spectrum: estimator.spectrum(alike ? centred(values) : standard), perimeter: v1 }
    })
  const places = betweenCentres(cover, step)
  const [inside, across] = [measured(cover.centres), measured(places)]
  const around = nextTo(places, cover)
  const compared = (statistic: 'spectrum' | 'perimeter'): Compared => {
    const near = around.map((centres) => Float64Array.from(meansOf(centres.map((p) => inside[p][statistic])).means))
    const far = across.map((one) => one[statistic])
    const { errors } = meansOf(far.map((values, i) => values.map((value, k) => value - near[i][k])))
    return { inside: meansOf(near).means, across: meansOf(far).means, errors }
  }
  const counts = { inside: new Set(around.flat()).size, across: across.length }
  return { ...counts, spectrum: compared('spectrum'), perimeter: compared('perimeter') }
}

/** The values less their mean. */
export function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

/** The values less their mean, over their standard deviation. */
function standardised(values: Float64Array): Float64Array {
  const apart = centred(values)
  const std = Math.sqrt(apart.reduce((sum, value) => sum + value ** 2, 0) / apart.length)
  return apart.map((value) => value / std)
}

/** Means of each of several numbers, and their standard errors. */
export function meansOf(rows: readonly Float64Array[]): { means: number[]; errors: number[] } {
  const count = rows.length
  const means = Array.from(rows[0], (_, i) => rows.reduce((sum, row) => sum + row[i], 0) / count)
  const errors = means.map((mean, i) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - mean) ** 2, 0) / (count - 1) / count),
  )
  return { means, errors }
}

/** Places at least 0.6 steps from any centre, among those halfway to the next centre of a row and to the next row. */
function betweenCentres({ centres }: SkyCover, step: number): Position[] {
  const vectors = centres.map(({ lon, lat }) => toVector(lon, lat))
  const nearest = Math.cos(0.6 * step * DEGREE)
  return centres.flatMap((centre, i) => {
    const next = centres[i + 1]
    const lat = centre.lat + step / 2
    if (next?.lat !== centre.lat || lat >= 90) return []
    const vector = toVector((centre.lon + next.lon) / 2, lat)
    const [lon] = fromVector(vector)
    return vectors.every((other) => dot(vector, other) < nearest) ? [{ lon, lat }] : []
  })
}

/** The four centres nearest to each place. */
function nextTo(places: readonly Position[], { centres }: SkyCover): number[][] {
  const vectors = centres.map(({ lon, lat }) => toVector(lon, lat))
  return places.map(({ lon, lat }) => {
    const place = toVector(lon, lat)
    const nearness = vectors.map((vector) => dot(vector, place))
    return [...vectors.keys()].sort((p, q) => nearness[q] - nearness[p]).slice(0, 4)
  })
}
