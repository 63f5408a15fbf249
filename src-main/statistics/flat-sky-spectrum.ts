import { LuDecomposition, Matrix } from 'ml-matrix'
import { transformPlane } from './fourier-transform.ts'

/** A flat patch of sky: pixels, and side lengths in radians. */
export interface FlatPatch {
  rows: number
  columns: number
  /** Length along columns (x) and along rows (y), pixels times their width. */
  lx: number
  ly: number
}

/** A band of multipoles, l0 <= |k| < l1. */
export interface Band {
  from: number
  to: number
}

/** Bands of one width from `from` on, up to the largest |k| whose whole ring is in the patch's Fourier plane (Nyquist). */
export function evenBands({ rows, columns, lx, ly }: FlatPatch, width: number, from = 0): Band[] {
  const nyquist = Math.min((Math.PI * columns) / lx, (Math.PI * rows) / ly)
  const bands: Band[] = []
  for (let l = from; l + width <= nyquist; l += width) bands.push({ from: l, to: l + width })
  return bands
}

/** Power spectra of patches with one mask: the coupling matrix is computed once. */
export interface SpectrumEstimator {
  /** Middle of every band that holds a mode. */
  ell: number[]
  /** Decoupled band powers of a map [rows, columns], in the map's unit squared times steradian. */
  spectrum(map: ArrayLike<number>): Float64Array
}

/**
 * Flat-sky pseudo-C_l with mode decoupling, NaMaster's method (Alonso et al. 2019, Sec. 2.5):
 *   a = FFT(map mask) lx ly / (2 pi nx ny), coupled C_b = 4 pi^2 / (lx ly) <|a|^2>_b,
 *   M_bb' = 4 pi^2 / (lx^2 ly^2) / n_b sum_(k in b, k' in b') |W(k - k')|^2,
 * whose double sum is a convolution: two FFTs a band.
 * @param mask weights [rows, columns], apodised
 * @throws RangeError if a mask or map does not fill the patch, or the mask leaves nothing to see
 */
export function createSpectrumEstimator(
  patch: FlatPatch,
  mask: Float64Array,
  wanted: readonly Band[],
): SpectrumEstimator {
  const { rows, columns, lx, ly } = patch
  const count = rows * columns
  if (mask.length !== count)
    throw new RangeError(`a mask of ${mask.length} weights does not fill ${rows} x ${columns} pixels`)
  if (!mask.some((weight) => weight !== 0)) throw new RangeError('the mask is 0 everywhere; nothing is left to see')

  const bandOf = sortModes(patch, wanted)
  const modes = wanted.map((_, band) => bandOf.reduce((sum, of) => sum + Number(of === band), 0))
  const bands = wanted.map((_, band) => band).filter((band) => modes[band] > 0)

  const norm = (lx * ly) / (2 * Math.PI * count)
  const windowPower = planeOf(mask, norm)
  transformPlane(windowPower, rows, columns, 'forward')
  for (let i = 0; i < count; i++) {
    windowPower[2 * i] = windowPower[2 * i] ** 2 + windowPower[2 * i + 1] ** 2
    windowPower[2 * i + 1] = 0
  }
  transformPlane(windowPower, rows, columns, 'forward')

  const coupling = Matrix.zeros(bands.length, bands.length)
  for (const [j, from] of bands.entries()) {
    const ring = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) ring[2 * i] = bandOf[i] === from ? 1 : 0
    transformPlane(ring, rows, columns, 'forward')
    for (let i = 0; i < count; i++) {
      const [re, im] = [ring[2 * i], ring[2 * i + 1]]
      ring[2 * i] = re * windowPower[2 * i] - im * windowPower[2 * i + 1]
      ring[2 * i + 1] = re * windowPower[2 * i + 1] + im * windowPower[2 * i]
    }
    transformPlane(ring, rows, columns, 'inverse')
    const sums = new Float64Array(wanted.length)
    for (let i = 0; i < count; i++) if (bandOf[i] >= 0) sums[bandOf[i]] += ring[2 * i]
    for (const [i, to] of bands.entries()) {
      coupling.set(i, j, ((4 * Math.PI ** 2) / (lx * ly) ** 2 / modes[to]) * sums[to])
    }
  }
  const decoupling = new LuDecomposition(coupling)

  return {
    ell: bands.map((band) => (wanted[band].from + wanted[band].to) / 2),
    spectrum(map) {
      if (map.length !== count)
        throw new RangeError(`a map of ${map.length} values does not fill ${rows} x ${columns} pixels`)
      const plane = planeOf(map, norm, mask)
      transformPlane(plane, rows, columns, 'forward')
      const power = new Float64Array(wanted.length)
      for (let i = 0; i < count; i++) {
        if (bandOf[i] >= 0) power[bandOf[i]] += plane[2 * i] ** 2 + plane[2 * i + 1] ** 2
      }
      const coupled = bands.map((band) => (((4 * Math.PI ** 2) / (lx * ly)) * power[band]) / modes[band])
      return Float64Array.from(decoupling.solve(Matrix.columnVector(coupled)).to1DArray())
    },
  }
}

/** Band of every mode of the Fourier plane, -1 where it is in none. */
function sortModes({ rows, columns, lx, ly }: FlatPatch, bands: readonly Band[]): Int32Array {
  const frequency = (index: number, length: number) => (index < length / 2 ? index : index - length)
  return Int32Array.from({ length: rows * columns }, (_, i) => {
    const kx = (2 * Math.PI * frequency(i % columns, columns)) / lx
    const ky = (2 * Math.PI * frequency(Math.floor(i / columns), rows)) / ly
    const k = Math.hypot(kx, ky)
    return bands.findIndex(({ from, to }) => k >= from && k < to)
  })
}

/** Real values, times a norm and weights, as complex ones. */
function planeOf(values: ArrayLike<number>, norm: number, weights?: Float64Array): Float64Array {
  const plane = new Float64Array(2 * values.length)
  for (let i = 0; i < values.length; i++) plane[2 * i] = values[i] * norm * (weights ? weights[i] : 1)
  return plane
}
