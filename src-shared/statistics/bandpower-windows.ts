import { Matrix } from 'ml-matrix'
import type { FourierModes } from './bands.ts'
import type { ModeCoupling } from './mode-coupling.ts'

/** The first integer multipole that no mode of a patch exceeds. */
export const largestMultipole = ({ kx, ky }: Pick<FourierModes, 'kx' | 'ky'>): number =>
  Math.ceil(kx.reduce((most, x, i) => Math.max(most, Math.hypot(x, ky[i])), 0))

/**
 * Coupled band powers of skies with power at one integer multipole, [bands, lMax + 1]. C is taken to be linear between
 * integers, so that a mode at |k| = l + t counts (1 - t) for l and t for l + 1: the product with C_l is exact for such
 * a sky. Parts as in `ModeCoupling.betweenBands`.
 */
export function coupledMultipoles(
  coupling: ModeCoupling,
  modes: FourierModes,
  angle?: Float64Array,
  growth?: number,
): { real: Matrix; imaginary: Matrix } {
  const columns = largestMultipole(modes) + 1
  const ell = modes.kx.map((x, i) => Math.hypot(x, modes.ky[i]))
  const gather = (plane: Float64Array, part: 0 | 1) => {
    const row = new Float64Array(columns)
    ell.forEach((l, i) => {
      const below = Math.floor(l)
      const value = plane[2 * i + part]
      row[below] += (below + 1 - l) * value
      if (l > below) row[below + 1] += (l - below) * value
    })
    return row
  }
  const real = Matrix.zeros(modes.bands.length, columns)
  const imaginary = Matrix.zeros(modes.bands.length, columns)
  for (let band = 0; band < modes.bands.length; band++) {
    const plane = coupling.ofModes(band, angle, growth)
    real.setRow(band, gather(plane, 0))
    imaginary.setRow(band, gather(plane, 1))
  }
  return { real, imaginary }
}
