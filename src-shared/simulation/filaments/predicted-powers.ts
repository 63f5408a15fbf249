import { DEGREE } from '../../sky/position.ts'
import { normalQuantile } from '../../statistics/normal-quantile.ts'
import { columnOf } from './column.ts'
import { orientationOf, type FilamentShape, type OrientedFilament } from './filament.ts'
import type { FilamentSky } from './paint-patch.ts'
import { densityOf, lengthRanges, numberBetween } from './sizes.ts'

/** C_l in the unit of the sky squared times steradian, at each multipole; EB and TB are 0. */
export interface FilamentPowers {
  tt: Float64Array
  ee: Float64Array
  bb: Float64Array
  te: Float64Array
}

/** Orientations and lengths over which the means are taken. */
const orientations = 2000
const ranges = 24

/**
 * The powers that the model has: filaments lie independently of each other, so that they are the number of filaments times
 * the mean of products of their transforms (Huffenberger, Rotti & Collins 2020, ApJ 899, 31, Eqs. 8-11). As no direction is special,
 * the wave may be along x, where E = -Q and B = -U.
 */
export function predictedPowers({ shape, sizes, beam }: FilamentSky, multipoles: ArrayLike<number>): FilamentPowers {
  const { aspect, polarisedShare } = shape
  const filaments = allOrientations(shape)
  const zeros = () => new Float64Array(multipoles.length)
  const powers = { tt: zeros(), ee: zeros(), bb: zeros(), te: zeros() }
  const squares = Float64Array.from(multipoles, (multipole) => (multipole * DEGREE) ** 2)
  for (const { from, to } of lengthRanges(sizes, ranges)) {
    const length = Math.sqrt(from * to)
    const perSteradian = numberBetween(from, to, sizes, aspect) / DEGREE ** 2
    const of = { aspect, density: densityOf(length, sizes, aspect), beam }
    const scale = (perSteradian / orientations) * DEGREE ** 4
    for (const filament of filaments) {
      const { q, u } = filament
      const { peak, xx, xy, yy } = columnOf(filament, length, of)
      // The square of the transform of its column density, for a wave along x, is a Gaussian too.
      const most = scale * (2 * Math.PI * peak) ** 2 * (xx * yy - xy ** 2)
      for (let k = 0; k < squares.length; k++) {
        const square = most * Math.exp(-squares[k] * xx)
        powers.tt[k] += square
        powers.ee[k] += polarisedShare * square * q ** 2
        powers.bb[k] += polarisedShare * square * u ** 2
        powers.te[k] -= polarisedShare * square * q
      }
    }
  }
  return powers
}

/**
 * Filaments in all orientations, evenly: at the points of Roberts' sequence (2018), the powers of 1/g with g^5 = g + 1. The
 * field in a filament is equally likely to have any direction, whatever its disorder about the mean of a patch.
 */
function allOrientations({ misalignment, polarisationFraction }: FilamentShape): OrientedFilament[] {
  const root = 1.1673039782614187
  return Array.from({ length: orientations }, (_, i) => {
    const [height, around, off, turn] = [1, 2, 3, 4].map((power) => (0.5 + (i + 1) * root ** -power) % 1)
    const z = 2 * height - 1
    const [across, phi] = [Math.sqrt(1 - z ** 2), 2 * Math.PI * around]
    const angle = misalignment * normalQuantile(off)
    const field = [across * Math.cos(phi), across * Math.sin(phi), z] as const
    return orientationOf(field, { angle, turn: 2 * Math.PI * turn }, polarisationFraction)
  })
}
