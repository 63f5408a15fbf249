import { Matrix, solve } from 'ml-matrix'
import { coupledMultipoles } from './bandpower-windows.ts'
import { coupledPowers, fourierModes } from './bands.ts'
import type { Band, FlatPatch, Polarisation } from './bands.ts'
import { transformMasked } from './masked-transform.ts'
import { pureB } from './pure-b.ts'
import { decoupler, modeCoupling } from './mode-coupling.ts'
import type { ModeWindow } from './mode-window.ts'

/** Band powers of E and B of one map with E and B of another: `eb` is E of the first with B of the second. */
export interface PolarisedPowers {
  ee: Float64Array
  eb: Float64Array
  be: Float64Array
  bb: Float64Array
}

/** Power spectra of E and B modes of patches that share a mask. */
export interface PolarisedSpectrumEstimator {
  /** Middle of each band that contains a mode. */
  ell: number[]
  /** Decoupled band powers of a map, in its unit squared times steradian; EB and BE are the same. */
  spectra(map: Polarisation): PolarisedPowers
  /** Decoupled cross-spectra of two maps. */
  cross(first: Polarisation, second: Polarisation): PolarisedPowers
  /** For each band of a sky of E modes with C(l) = 1: power that the mask leaks into B, over that left in E. */
  leakage: Float64Array
  /**
   * Bandpower windows [4 bands, 4 (lMax + 1)], both in the order EE, EB, BE, BB: the spectra are expected to be their
   * product with those of the sky.
   */
  windows(): Matrix
}

/**
 * Flat-sky pseudo-C_l of (Q, U) (Alonso et al. 2019, Sec. 2.5), with
 *   E = Q cos 2 angle(k) - U sin 2 angle(k), B = Q sin 2 angle(k) + U cos 2 angle(k)
 * for the transforms, with U in the HEALPix convention (the IAU's is -U), on patches with columns to the west and rows
 * to the north. HEALPix's E and B have the other sign, which their products do not show. A mask mixes E into B by the angle between two modes; decoupling removes this on average, but E power
 * still adds to the variance of B, unless B is purified (`pureB`). NaMaster neglects the coupling of EE and BB to EB, which is 0 for mirror-symmetric
 * masks.
 * @param mask weights [rows, columns], apodised
 * @param window beam and pixel window to divide out of the band powers; without it, neither is
 * @param purified whether B is purified; the mask must then be smooth
 * @throws RangeError if a mask or map does not fill the patch, the mask is 0 everywhere, or the bands are too narrow
 * for the mask
 */
export function createPolarisedSpectrumEstimator(
  patch: FlatPatch,
  mask: Float64Array,
  wanted: readonly Band[],
  window: ModeWindow = () => 1,
  purified = false,
): PolarisedSpectrumEstimator {
  const modes = fourierModes(patch, wanted)
  const n = modes.bands.length
  const angle = modes.kx.map((kx, i) => Math.atan2(modes.ky[i], kx))
  const coupling = modeCoupling(patch, modes, mask, window)
  const weights = mixingWeights(angle, purified, (turn, growth) => coupling.betweenBands(turn, growth))
  const matrix = mixing(weights)
  const decouple = decoupler(matrix)
  const { cc, ss } = weights
  const toE = cc.sum('row')
  const cos = angle.map((phi) => Math.cos(2 * phi))
  const sin = angle.map((phi) => Math.sin(2 * phi))

  const modesOf = ({ q, u }: Polarisation) => {
    const [a, b] = transformMasked(patch, mask, q, u)
    return {
      e: a.map((value, i) => value * cos[i >> 1] - b[i] * sin[i >> 1]),
      b: purified ? pureB(patch, modes, mask, { q, u }) : a.map((value, i) => value * sin[i >> 1] + b[i] * cos[i >> 1]),
    }
  }
  const powersOf = (first: ReturnType<typeof modesOf>, second: ReturnType<typeof modesOf>): PolarisedPowers => {
    const coupled = new Float64Array(4 * n)
    const pairs = [first.e, first.b].flatMap((x) => [second.e, second.b].map((y) => coupledPowers(patch, modes, x, y)))
    pairs.forEach((powers, i) => coupled.set(powers, i * n))
    const powers = decouple(coupled)
    const [ee, eb, be, bb] = [0, 1, 2, 3].map((i) => powers.slice(i * n, (i + 1) * n))
    return { ee, eb, be, bb }
  }

  return {
    ell: modes.bands.map(({ from, to }) => (from + to) / 2),
    leakage: Float64Array.from(ss.sum('row'), (toB, band) => (purified ? 0 : toB / toE[band])),
    spectra(map) {
      const own = modesOf(map)
      return powersOf(own, own)
    },
    cross: (first, second) => powersOf(modesOf(first), modesOf(second)),
    windows: () =>
      solve(
        matrix,
        mixing(mixingWeights(angle, purified, (turn, growth) => coupledMultipoles(coupling, modes, turn, growth))),
      ),
  }
}

type Coupled = { real: Matrix; imaginary: Matrix }

/**
 * How strongly true spectra count in coupled ones. With c and s the cosine and sine of twice the angle between two modes
 * and g = k'^2 / k^2: cc, cs, ss for products of E' with itself, and those of E' with B' and of B' with itself.
 */
interface MixingWeights {
  cc: Matrix
  cs: Matrix
  ss: Matrix
  /** c g and s g of E' with a purified B'; null if B is not purified. */
  pure: { c: Matrix; s: Matrix; g: Matrix } | null
}

/** @param coupled coupling weighted by exp(i turn) and by (k' / k)^growth */
function mixingWeights(
  angle: Float64Array,
  purified: boolean,
  coupled: (turn?: Float64Array, growth?: number) => Coupled,
): MixingWeights {
  const one = coupled().real
  const four = coupled(angle.map((phi) => 4 * phi))
  const two = purified
    ? coupled(
        angle.map((phi) => 2 * phi),
        2,
      )
    : null
  return {
    cc: Matrix.add(one, four.real).div(2),
    cs: Matrix.div(four.imaginary, 2),
    ss: Matrix.sub(one, four.real).div(2),
    pure: two && { c: two.real, s: two.imaginary, g: coupled(undefined, 4).real },
  }
}

/** Coupled (EE, EB, BE, BB) by true ones: products of E' = c E - s B with B' = s E + c B, or with a pure B' = g B. */
function mixing({ cc, cs, ss, pure }: MixingWeights): Matrix {
  const minus = (block: Matrix) => Matrix.mul(block, -1)
  const { rows, columns } = cc
  const none = Matrix.zeros(rows, columns)
  const blocks = [
    [cc, minus(cs), minus(cs), ss],
    ...(pure
      ? [
          [none, pure.c, none, minus(pure.s)],
          [none, none, pure.c, minus(pure.s)],
          [none, none, none, pure.g],
        ]
      : [
          [cs, cc, minus(ss), minus(cs)],
          [cs, minus(ss), cc, minus(cs)],
          [ss, cs, cs, cc],
        ]),
  ]
  const matrix = Matrix.zeros(4 * rows, 4 * columns)
  for (const [i, row] of blocks.entries()) {
    for (const [j, block] of row.entries()) matrix.setSubMatrix(block, i * rows, j * columns)
  }
  return matrix
}
