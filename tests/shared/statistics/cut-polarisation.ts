import type { RandomState } from '../../../src-shared/random/index.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { evenBands, type FlatPatch, type Polarisation } from '../../../src-shared/statistics/bands.ts'
import {
  createPolarisedSpectrumEstimator,
  type PolarisedSpectrumEstimator,
} from '../../../src-shared/statistics/polarised-spectrum.ts'
import { gaussianFields, polarisationOf } from './gaussian-field.ts'

const size = 64
const side = (8 * Math.PI) / 180
/** Patches of 64 px on 8 degrees, the default of a dataset. */
const cutPatch: FlatPatch = { rows: size, columns: size, lx: side, ly: side }
const sky: FlatPatch = { rows: 2 * size, columns: 2 * size, lx: 2 * side, ly: 2 * side }
const bands = evenBands(cutPatch, 90)

/** With the default bands. @param taper length of the C1 taper in degrees */
export function cutEstimators(taper: number): Record<'plain' | 'pure', PolarisedSpectrumEstimator> {
  const mask = apodise(new Float64Array(size ** 2).fill(1), size, size, { length: taper, pixel: 8 / size })
  const setting = [cutPatch, mask, bands] as const
  return {
    plain: createPolarisedSpectrumEstimator(...setting),
    pure: createPolarisedSpectrumEstimator(...setting, undefined, true),
  }
}

/** The power of E of the sky, as dust has it; none near the Nyquist frequency, where the angle of a mode is not known. */
export const eePower = (ell: number): number => (ell > 1200 ? 0 : (Math.max(ell, 20) / 80) ** -2.4)

/**
 * (Q, U) of two patches, each cut from a Gaussian sky of its own that is twice as wide, so that nothing goes round the
 * edges of a patch.
 * @param share power of B over that of E
 */
export function cutPolarisation(share: number, random: RandomState): Polarisation[] {
  const e = gaussianFields(sky, eePower, random).map((field) => polarisationOf(sky, field))
  if (share === 0) return e.map(({ q, u }) => ({ q: cut(q), u: cut(u) }))
  // Turning the polarisation by 45 degrees makes E of B: Q' = -U, U' = Q.
  const b = gaussianFields(sky, (ell) => share * eePower(ell), random).map((field) => polarisationOf(sky, field))
  return e.map(({ q, u }, i) => ({
    q: cut(Float64Array.from(q, (value, at) => value - b[i].u[at])),
    u: cut(Float64Array.from(u, (value, at) => value + b[i].q[at])),
  }))
}

const cut = (field: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: size ** 2 }, (_, i) => field[Math.floor(i / size) * 2 * size + (i % size)])

/** EE and BB that the spectra of such skies are expected to have: the sky's through the bandpower windows. */
export function expectedPowers(
  estimator: PolarisedSpectrumEstimator,
  share: number,
): Record<'ee' | 'bb', Float64Array> {
  const windows = estimator.windows()
  const [n, multipoles] = [estimator.ell.length, windows.columns / 4]
  const through = (row: number) => {
    const weights = windows.getRow(row)
    let sum = 0
    for (let l = 0; l < multipoles; l++) sum += (weights[l] + share * weights[3 * multipoles + l]) * eePower(l)
    return sum
  }
  const of = (spectrum: number) => Float64Array.from({ length: n }, (_, band) => through(spectrum * n + band))
  return { ee: of(0), bb: of(3) }
}
