import { Matrix } from 'ml-matrix'
import { coupledPowers, fourierModes } from './bands.ts'
import type { Band, FlatPatch } from './bands.ts'
import { transformMasked } from './masked-transform.ts'
import { decoupler, modeCoupling } from './mode-coupling.ts'
import type { ModeCoupling } from './mode-coupling.ts'
import type { ModeWindow } from './mode-window.ts'

/** Stokes parameters of a patch, [rows, columns] each. */
export interface Polarisation {
  q: ArrayLike<number>
  u: ArrayLike<number>
}

/** Power spectra of E and B modes of patches that share a mask. */
export interface PolarisedSpectrumEstimator {
  /** Middle of each band that contains a mode. */
  ell: number[]
  /** Decoupled band powers, in the maps' unit squared times steradian. */
  spectra(map: Polarisation): { ee: Float64Array; eb: Float64Array; bb: Float64Array }
  /** For each band of a sky of E modes with C(l) = 1: power that the mask leaks into B, over that left in E. */
  leakage: Float64Array
}

/**
 * Flat-sky pseudo-C_l of (Q, U) without purification (Alonso et al. 2019, Sec. 2.5), with
 *   E = Q cos 2 angle(k) - U sin 2 angle(k), B = Q sin 2 angle(k) + U cos 2 angle(k)
 * for the transforms, with U in the HEALPix convention (the IAU's is -U), on patches with columns to the west and rows
 * to the north. A mask mixes E into B by the angle between two modes; decoupling removes this on average, but E power
 * still adds to the variance of B. NaMaster neglects the coupling of EE and BB to EB, which is 0 for mirror-symmetric
 * masks.
 * @param mask weights [rows, columns], apodised
 * @param window beam and pixel window to divide out of the band powers; without it, neither is
 * @throws RangeError if a mask or map does not fill the patch, the mask is 0 everywhere, or the bands are too narrow
 * for the mask
 */
export function createPolarisedSpectrumEstimator(
  patch: FlatPatch,
  mask: Float64Array,
  wanted: readonly Band[],
  window: ModeWindow = () => 1,
): PolarisedSpectrumEstimator {
  const modes = fourierModes(patch, wanted)
  const n = modes.bands.length
  const angle = modes.kx.map((kx, i) => Math.atan2(modes.ky[i], kx))
  const coupling = modeCoupling(patch, modes, mask, window)
  const { cc, cs, ss } = rotation(coupling, angle)
  // Coupled (EE, EB, BB) by true (EE, EB, BB): products of E' = c E - s B and B' = s E + c B.
  const blocks = [
    [cc, Matrix.mul(cs, -2), ss],
    [cs, Matrix.sub(cc, ss), Matrix.mul(cs, -1)],
    [ss, Matrix.mul(cs, 2), cc],
  ]
  const matrix = Matrix.zeros(3 * n, 3 * n)
  for (const [i, row] of blocks.entries()) {
    for (const [j, block] of row.entries()) matrix.setSubMatrix(block, i * n, j * n)
  }
  const decouple = decoupler(matrix)
  const toE = cc.sum('row')
  const cos = angle.map((phi) => Math.cos(2 * phi))
  const sin = angle.map((phi) => Math.sin(2 * phi))

  return {
    ell: modes.bands.map(({ from, to }) => (from + to) / 2),
    leakage: Float64Array.from(ss.sum('row'), (toB, band) => toB / toE[band]),
    spectra({ q, u }) {
      const [a, b] = transformMasked(patch, mask, q, u)
      const e = a.map((value, i) => value * cos[i >> 1] - b[i] * sin[i >> 1])
      const bModes = a.map((value, i) => value * sin[i >> 1] + b[i] * cos[i >> 1])
      const coupled = new Float64Array(3 * n)
      coupled.set(coupledPowers(patch, modes, e, e))
      coupled.set(coupledPowers(patch, modes, e, bModes), n)
      coupled.set(coupledPowers(patch, modes, bModes, bModes), 2 * n)
      const powers = decouple(coupled)
      return { ee: powers.slice(0, n), eb: powers.slice(n, 2 * n), bb: powers.slice(2 * n) }
    },
  }
}

/**
 * Coupling weighted by the squares and the product of c and s, the cosine and sine of twice the angle between two
 * modes: from those of four times the angle.
 */
function rotation(coupling: ModeCoupling, angle: Float64Array): { cc: Matrix; cs: Matrix; ss: Matrix } {
  const one = coupling.betweenBands().real
  const four = coupling.betweenBands(angle.map((phi) => 4 * phi))
  return {
    cc: Matrix.add(one, four.real).div(2),
    cs: Matrix.div(four.imaginary, 2),
    ss: Matrix.sub(one, four.real).div(2),
  }
}
