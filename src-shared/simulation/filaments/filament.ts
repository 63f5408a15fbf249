import { normal, uniform, type RandomState } from '../../random/index.ts'
import type { Vector } from '../../sky/frames.ts'

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
export const anyDirection = (random: RandomState): Vector => unit(normal(random), normal(random), normal(random))

/**
 * Draws how a filament lies.
 * @param field direction of the mean magnetic field of the patch
 */
export function drawOrientation(random: RandomState, shape: FilamentShape, field: Vector): OrientedFilament {
  const { misalignment, disorder, polarisedShare, polarisationFraction } = shape
  const turbulence = disorder / Math.sqrt(3)
  const local = unit(
    field[0] + turbulence * normal(random),
    field[1] + turbulence * normal(random),
    field[2] + turbulence * normal(random),
  )
  const angle = misalignment * normal(random)
  const turn = 2 * Math.PI * uniform(random)
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
  const first = Math.abs(hz) < 0.9 ? unit(hy, -hx, 0) : unit(0, hz, -hy)
  const second = cross(field, first)
  const along = Math.cos(angle)
  const [across, up] = [Math.sin(angle) * Math.cos(turn), Math.sin(angle) * Math.sin(turn)]
  return {
    x: along * hx + across * first[0] + up * second[0],
    y: along * hy + across * first[1] + up * second[1],
    q: fraction * (hx * hx - hy * hy),
    u: -2 * fraction * hx * hy,
  }
}

function unit(x: number, y: number, z: number): Vector {
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}

const cross = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [b * f - c * e, c * d - a * f, a * e - b * d]
