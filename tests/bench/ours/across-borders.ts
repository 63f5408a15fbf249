import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { dot, fromVector, toVector } from '../../../src-shared/sky/frames.ts'
import { DEGREE, type Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { minkowskiFunctionals } from '../../../src-shared/statistics/minkowski-functionals.ts'
import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'

/** A statistic at the borders of patches and inside them: means over many places, and the errors of their differences. */
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
 * Compares squares of a map around the centres of the patches that it was drawn from with those around the places that
 * are furthest from any centre.
 * @param map RING, Galactic
 * @param step between centres, degrees
 */
export function acrossBorders(
  map: { nside: number; values: Float32Array },
  cover: SkyCover,
  step: number,
): AcrossBorders {
  const { geometry, estimator } = halfSquares(cover.geometry)
  const field = { ...map, ordering: 'RING', frame: 'G' } as const
  const measured = (places: readonly Position[]) =>
    places.map((place) => {
      const values = cutPatch(field, { ...place, rotation: null }, geometry)
      const { v1 } = minkowskiFunctionals(values, geometry.size, geometry.size, thresholds)
      return { spectrum: estimator.spectrum(centred(values)), perimeter: v1 }
    })
  const [inside, across] = [measured(cover.centres), measured(betweenCentres(cover, step))]
  const compared = (statistic: 'spectrum' | 'perimeter'): Compared => {
    const [one, other] = [inside, across].map((some) => meansOf(some.map((each) => each[statistic])))
    const errors = one.errors.map((error, i) => Math.hypot(error, other.errors[i]))
    return { inside: one.means, across: other.means, errors }
  }
  const counts = { inside: inside.length, across: across.length }
  return { ...counts, spectrum: compared('spectrum'), perimeter: compared('perimeter') }
}

/** The values less their mean. */
export function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
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
