import { LuDecomposition, Matrix } from 'ml-matrix'
import type { FlatPatch, FourierModes } from './bands.ts'
import { transformPlane } from './fourier-transform.ts'
import type { ComplexArray } from './fourier-transform.ts'
import type { ModeWindow } from './mode-window.ts'

/** How a mask mixes modes into bands: sums over pairs of modes, computed as convolutions with the mask's power. */
export interface ModeCoupling {
  /**
   * For every mode k', F times the sum over k in a band of |W(k - k')|^2 window(k')^2 exp(i (angle(k) - angle(k')))
   * (|k'| / |k|)^growth, without k = 0 if there is a growth.
   */
  ofModes(band: number, angle?: Float64Array, growth?: number): ComplexArray
  /** F times the sum over k in band i and k' in band j of |W(k - k')|^2 window(k')^2 exp(i (angle(k) - angle(k'))). */
  betweenBands(angle?: Float64Array, growth?: number): { real: Matrix; imaginary: Matrix }
  /** F times the sum over k in band i and all k' of |W(k - k')|^2 window(k')^2 power(|k'|). */
  ofPower(power: (ell: number) => number): Float64Array
}

/**
 * W = FFT(mask) lx ly / (2 pi nx ny) and F = 4 pi^2 / (lx ly)^2 / modes in band i (Alonso et al. 2019, Sec. 2.5).
 * @param mask weights [rows, columns]
 * @throws RangeError if the mask does not fill the patch or is 0 everywhere
 */
export function modeCoupling(
  { rows, columns, lx, ly }: FlatPatch,
  { kx, ky, bands, counts, bandOf }: FourierModes,
  mask: Float64Array,
  window: ModeWindow,
): ModeCoupling {
  const size = rows * columns
  if (mask.length !== size)
    throw new RangeError(`a mask of ${mask.length} weights does not fill ${rows} x ${columns} pixels`)
  if (!mask.some((weight) => weight !== 0)) throw new RangeError('the mask is 0 everywhere; nothing is left to see')
  const gain = kx.map((x, i) => window(x, ky[i]) ** 2)
  const factors = counts.map((count) => ((2 * Math.PI) / (lx * ly)) ** 2 / count)

  const norm = (lx * ly) / (2 * Math.PI * size)
  const correlation: ComplexArray = new Float64Array(2 * size)
  for (let i = 0; i < size; i++) correlation[2 * i] = mask[i] * norm
  transformPlane(correlation, rows, columns, 'forward')
  for (let i = 0; i < size; i++) {
    correlation[2 * i] = correlation[2 * i] ** 2 + correlation[2 * i + 1] ** 2
    correlation[2 * i + 1] = 0
  }
  // Real, as the transform of an even function: the mask's autocorrelation.
  transformPlane(correlation, rows, columns, 'forward')
  const convolve = (plane: ComplexArray) => {
    transformPlane(plane, rows, columns, 'forward')
    for (let i = 0; i < 2 * size; i += 2) {
      plane[i] *= correlation[i]
      plane[i + 1] *= correlation[i]
    }
    transformPlane(plane, rows, columns, 'inverse')
  }

  return {
    ofModes,

    betweenBands(angle, growth) {
      const real = Matrix.zeros(bands.length, bands.length)
      const imaginary = Matrix.zeros(bands.length, bands.length)
      for (let i = 0; i < bands.length; i++) {
        const plane = ofModes(i, angle, growth)
        real.setRow(i, sumByBand(plane, 0))
        imaginary.setRow(i, sumByBand(plane, 1))
      }
      return { real, imaginary }
    },

    ofPower(power) {
      const plane = new Float64Array(2 * size)
      for (let i = 0; i < size; i++) plane[2 * i] = gain[i] * power(Math.hypot(kx[i], ky[i]))
      convolve(plane)
      return sumByBand(plane, 0).map((sum, band) => factors[band] * sum)
    },
  }

  function ofModes(band: number, angle: Float64Array = new Float64Array(size), growth = 0): ComplexArray {
    const cos = angle.map(Math.cos)
    const sin = angle.map(Math.sin)
    const grown = kx.map((x, i) => (growth === 0 ? 1 : Math.hypot(x, ky[i]) ** growth))
    const ring = new Float64Array(2 * size)
    for (let i = 0; i < size; i++) {
      if (bandOf[i] !== band || grown[i] === 0) continue
      ring[2 * i] = cos[i] / grown[i]
      ring[2 * i + 1] = sin[i] / grown[i]
    }
    convolve(ring)
    for (let i = 0; i < size; i++) {
      const [re, im, factor] = [ring[2 * i], ring[2 * i + 1], factors[band] * gain[i] * grown[i]]
      ring[2 * i] = factor * (re * cos[i] + im * sin[i])
      ring[2 * i + 1] = factor * (im * cos[i] - re * sin[i])
    }
    return ring
  }

  /** @param part 0 for the real parts, 1 for the imaginary ones */
  function sumByBand(plane: ComplexArray, part: 0 | 1): Float64Array {
    const sums = new Float64Array(bands.length)
    for (let i = 0; i < size; i++) if (bandOf[i] >= 0) sums[bandOf[i]] += plane[2 * i + part]
    return sums
  }
}

/**
 * A function from coupled band powers to those of the sky.
 * @throws RangeError if the matrix has no inverse: the bands are too narrow for the mask
 */
export function decoupler(coupling: Matrix): (coupled: Float64Array) => Float64Array {
  const decomposition = new LuDecomposition(coupling)
  if (decomposition.isSingular()) throw new RangeError('the mask cannot tell these bands apart; take wider ones')
  return (coupled) => Float64Array.from(decomposition.solve(Matrix.columnVector(coupled)).to1DArray())
}
