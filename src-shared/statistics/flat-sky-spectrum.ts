import { solve } from 'ml-matrix'
import type { Matrix } from 'ml-matrix'
import { coupledMultipoles } from './bandpower-windows.ts'
import { coupledPowers, fourierModes } from './bands.ts'
import type { Band, FlatPatch } from './bands.ts'
import { coupledCovariance } from './coupled-covariance.ts'
import { transformMasked } from './masked-transform.ts'
import { decoupler, modeCoupling } from './mode-coupling.ts'
import type { ModeWindow } from './mode-window.ts'

export { evenBands } from './bands.ts'
export type { Band, FlatPatch } from './bands.ts'

/** Band powers of two maps and of their product, in the maps' units times steradian. */
export interface PairSpectra {
  first: Float64Array
  second: Float64Array
  cross: Float64Array
}

/** Power spectra of patches that share a mask: the coupling matrix is computed once. */
export interface SpectrumEstimator {
  /** Middle of each band that contains a mode. */
  ell: number[]
  /** Decoupled band powers of a map [rows, columns], in the map's unit squared times steradian. */
  spectrum(map: ArrayLike<number>): Float64Array
  /** Decoupled band powers of two maps and their cross spectrum, at the cost of one map. */
  pair(first: ArrayLike<number>, second: ArrayLike<number>): PairSpectra
  /** Expectation of `spectrum` for fields of power C(l): C through the bandpower windows. */
  expected(power: (ell: number) => number): Float64Array
  /** Bandpower windows [bands, lMax + 1]: `spectrum` is expected to be their product with the sky's C_l, l = 0 ... lMax. */
  windows(): Matrix
  /** Covariance [bands, bands] of the band powers of Gaussian fields with these powers; exact for white noise. */
  covariance(powers: ArrayLike<number>): Matrix
}

/**
 * Flat-sky pseudo-C_l with mode decoupling, NaMaster's method (Alonso et al. 2019, Sec. 2.5):
 *   a = FFT(map mask) lx ly / (2 pi nx ny), coupled C_b = 4 pi^2 / (lx ly) <|a|^2>_b,
 *   M_bb' = 4 pi^2 / (lx^2 ly^2) / n_b sum_(k in b, k' in b') |W(k - k')|^2 window(k')^2.
 * @param mask weights [rows, columns], apodised
 * @param window beam and pixel window to divide out of the band powers; without it, neither is
 * @throws RangeError if a mask or map does not fill the patch, the mask is 0 everywhere, or the bands are too narrow
 * for the mask
 */
export function createSpectrumEstimator(
  patch: FlatPatch,
  mask: Float64Array,
  wanted: readonly Band[],
  window: ModeWindow = () => 1,
): SpectrumEstimator {
  const modes = fourierModes(patch, wanted)
  const coupling = modeCoupling(patch, modes, mask, window)
  const matrix = coupling.betweenBands().real
  const decouple = decoupler(matrix)
  const pair = (first: ArrayLike<number>, second: ArrayLike<number>): PairSpectra => {
    const [a, b] = transformMasked(patch, mask, first, second)
    const powers = (x: Float64Array, y: Float64Array) => decouple(coupledPowers(patch, modes, x, y))
    return { first: powers(a, a), second: powers(b, b), cross: powers(a, b) }
  }
  return {
    ell: modes.bands.map(({ from, to }) => (from + to) / 2),
    spectrum: (map) => pair(map, map).first,
    pair,
    expected: (power) => decouple(coupling.ofPower(power)),
    windows: () => solve(matrix, coupledMultipoles(coupling, modes).real),
    covariance(powers) {
      const coupled = coupledCovariance(patch, modes, mask, window, powers)
      return solve(matrix, solve(matrix, coupled).transpose())
    },
  }
}
