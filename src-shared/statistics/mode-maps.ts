import type { FlatPatch, FourierModes, Polarisation } from './bands.ts'
import { transformPlane } from './fourier-transform.ts'
import { transformMasked } from './masked-transform.ts'

/**
 * Maps of the E and B modes of a patch behind its mask, with HEALPix's signs (`createMixedSpectrumEstimator`), where the
 * mask has its full weight; NaN elsewhere. In the unit of Q and U, times that weight.
 * @param mask weights [rows, columns], apodised
 */
export function modeMaps(patch: FlatPatch, modes: FourierModes, mask: Float64Array, { q, u }: Polarisation) {
  const [a, b] = transformMasked(patch, mask, q, u)
  const two = modes.kx.map((kx, i) => 2 * Math.atan2(modes.ky[i], kx))
  const [cos, sin] = [two.map(Math.cos), two.map(Math.sin)]
  const full = mask.reduce((most, weight) => Math.max(most, weight), 0) * (1 - 1e-9)
  const back = (plane: Float64Array) => {
    transformPlane(plane, patch.rows, patch.columns, 'inverse')
    const norm = (2 * Math.PI * mask.length) / (patch.lx * patch.ly)
    return mask.map((weight, i) => (weight >= full ? plane[2 * i] * norm : NaN))
  }
  return {
    e: back(a.map((value, i) => b[i] * sin[i >> 1] - value * cos[i >> 1])),
    b: back(a.map((value, i) => -value * sin[i >> 1] - b[i] * cos[i >> 1])),
  }
}
