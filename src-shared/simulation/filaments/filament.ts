import { normal, uniform, type RandomState } from '../../random/index.ts'
import { dot, type Vector } from '../../sky/frames.ts'

/** How filaments of dust are shaped and lie to the magnetic field. */
export interface FilamentShape {
  /** Thickness over length, 1 for spheres. */
  aspect: number
  /** Root mean square angle between a filament and the magnetic field in it, radians. */
  misalignment: number
  /** Turbulent over mean field: 0 has one direction in a whole patch. 0.9 in Planck's sky (Planck 2016, A&A 596, A105). */
  disorder: number
  /** Share of the filaments that are polarised. */
  polarisedShare: number
  /** Largest polarisation over intensity: that of a filament whose field lies in the plane of the sky. */
  polarisationFraction: number
}

/** A filament of length 1 that is seen from some side: what its distance and size leave unchanged. */
export interface OrientedFilament {
  /** Of its long axis, projected onto the sky: x along columns (west), y along rows (north), each at most 1. */
  x: number
  y: number
  /** Q / I and U / I, HEALPix's convention. */
  q: number
  u: number
}

/** A direction in space that is equally likely to be any: x west, y north, z along the line of sight. */
export const anyDirection = (random: RandomState): Vector =>
  unit([normal(random), normal(random), normal(random)] as Vector)

/**
 * Draws how a filament lies.
 * @param field direction of the mean magnetic field of the patch
 */
export function drawOrientation(random: RandomState, shape: FilamentShape, field: Vector): OrientedFilament {
  const { misalignment, disorder, polarisedShare, polarisationFraction } = shape
  const local = unit(field.map((value) => value + (disorder * normal(random)) / Math.sqrt(3)) as unknown as Vector)
  const [angle, turn] = [misalignment * normal(random), 2 * Math.PI * uniform(random)]
  return orientationOf(local, { angle, turn }, uniform(random) < polarisedShare ? polarisationFraction : 0)
}

/**
 * How a filament looks: a prolate spheroid near the direction of the magnetic field in it, with dust polarised across the
 * field, by the square of the cosine of the field's angle to the plane of the sky (Huffenberger, Rotti & Collins 2020, ApJ
 * 899, 31, Sec. 2).
 * @param field direction of the magnetic field in the filament, of length 1
 * @param angle between field and filament, and `turn` of the filament around the field, radians
 */
export function orientationOf(
  field: Vector,
  { angle, turn }: { angle: number; turn: number },
  fraction: number,
): OrientedFilament {
  const [hx, hy, hz] = field
  // Two directions across the field.
  const first = unit(Math.abs(hz) < 0.9 ? [hy, -hx, 0] : [0, hz, -hy])
  const second = cross(field, first)
  const [x, y] = field.map(
    (value, k) => Math.cos(angle) * value + Math.sin(angle) * (Math.cos(turn) * first[k] + Math.sin(turn) * second[k]),
  )
  return { x, y, q: fraction * (hx ** 2 - hy ** 2), u: -2 * fraction * hx * hy }
}

const unit = (vector: Vector): Vector => {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((value) => value / length) as unknown as Vector
}

const cross = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [b * f - c * e, c * d - a * f, a * e - b * d]
