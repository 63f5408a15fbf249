import { Matrix, solve } from 'ml-matrix'
import { coupledMultipoles } from './bandpower-windows.ts'
import { coupledPowers, fourierModes } from './bands.ts'
import type { Band, FlatPatch, Polarisation } from './bands.ts'
import { transformMasked } from './masked-transform.ts'
import { decoupler, modeCoupling } from './mode-coupling.ts'
import type { ModeWindow } from './mode-window.ts'

/** Power spectra of intensity with E and B modes, of patches that share a mask. */
export interface MixedSpectrumEstimator {
  /** Middle of each band that contains a mode. */
  ell: number[]
  /** Decoupled band powers of an intensity map with the E and B of another map, or of the same one. */
  cross(intensity: ArrayLike<number>, polarisation: Polarisation): { te: Float64Array; tb: Float64Array }
  /** Bandpower windows [2 bands, 2 (lMax + 1)], both in the order TE, TB. */
  windows(): Matrix
}

/**
 * Flat-sky pseudo-C_l of I with (Q, U): conventions, parameters and refusals as in `createPolarisedSpectrumEstimator`, with
 * HEALPix's signs of E and B: TE of a filament is positive if its polarisation is across it (its magnetic field along it).
 * With c and s the cosine and sine of twice the angle between two modes, T' E' = c TE - s TB and T' B' = s TE + c TB.
 */
export function createMixedSpectrumEstimator(
  patch: FlatPatch,
  mask: Float64Array,
  wanted: readonly Band[],
  window: ModeWindow = () => 1,
): MixedSpectrumEstimator {
  const modes = fourierModes(patch, wanted)
  const n = modes.bands.length
  const two = modes.kx.map((kx, i) => 2 * Math.atan2(modes.ky[i], kx))
  const [cos, sin] = [two.map(Math.cos), two.map(Math.sin)]
  const coupling = modeCoupling(patch, modes, mask, window)
  const matrix = turning(coupling.betweenBands(two))
  const decouple = decoupler(matrix)
  return {
    ell: modes.bands.map(({ from, to }) => (from + to) / 2),
    cross(intensity, { q, u }) {
      const [a, b] = transformMasked(patch, mask, q, u)
      const [t] = transformMasked(patch, mask, intensity, intensity)
      const e = a.map((value, i) => b[i] * sin[i >> 1] - value * cos[i >> 1])
      const bModes = a.map((value, i) => -value * sin[i >> 1] - b[i] * cos[i >> 1])
      const coupled = new Float64Array(2 * n)
      coupled.set(coupledPowers(patch, modes, t, e))
      coupled.set(coupledPowers(patch, modes, t, bModes), n)
      const powers = decouple(coupled)
      return { te: powers.slice(0, n), tb: powers.slice(n) }
    },
    windows: () => solve(matrix, turning(coupledMultipoles(coupling, modes, two))),
  }
}

/** Coupled (TE, TB) by true ones. */
function turning({ real: c, imaginary: s }: { real: Matrix; imaginary: Matrix }): Matrix {
  const matrix = Matrix.zeros(2 * c.rows, 2 * c.columns)
  matrix.setSubMatrix(c, 0, 0)
  matrix.setSubMatrix(Matrix.mul(s, -1), 0, c.columns)
  matrix.setSubMatrix(s, c.rows, 0)
  matrix.setSubMatrix(c, c.rows, c.columns)
  return matrix
}
