import { DEGREE } from '../../position.ts'
import { RADIAN, type NativeProjection, type Pair, type ProjectionOf } from './native-projection.ts'

/**
 * A zenithal projection from its radius as a function of the distance from the pole, and back (Calabretta & Greisen
 * 2002, Eq. 14 to 17). Distances in radians, radii in degrees; null where there is none.
 */
export function zenithal(
  radiusOf: (distance: number) => number | null,
  distanceOf: (radius: number) => number | null,
): NativeProjection {
  return {
    fiducial: [0, 90],
    toPlane(phi, theta) {
      const radius = radiusOf((90 - theta) * DEGREE)
      return radius === null ? null : around(phi, radius)
    },
    toSphere(x, y) {
      const distance = distanceOf(Math.hypot(x, y))
      return distance === null ? null : [longitudeOf(x, y), 90 - distance * RADIAN]
    },
  }
}

const around = (phi: number, radius: number): Pair => [
  radius * Math.sin(phi * DEGREE),
  -radius * Math.cos(phi * DEGREE),
]

/** Native longitude of a point of the plane; 0 at its origin. */
export const longitudeOf = (x: number, y: number): number => (x === 0 && y === 0 ? 0 : Math.atan2(x, -y) * RADIAN)

/** Gnomonic (Sec. 5.1.3). */
export const TAN: ProjectionOf = () =>
  zenithal(
    (distance) => (distance < Math.PI / 2 ? RADIAN * Math.tan(distance) : null),
    (radius) => Math.atan(radius / RADIAN),
  )

/** Stereographic (Sec. 5.1.4). */
export const STG: ProjectionOf = () =>
  zenithal(
    (distance) => (distance < Math.PI ? 2 * RADIAN * Math.tan(distance / 2) : null),
    (radius) => 2 * Math.atan(radius / (2 * RADIAN)),
  )

/** Equidistant (Sec. 5.1.6). */
export const ARC: ProjectionOf = () =>
  zenithal(
    (distance) => distance * RADIAN,
    (radius) => (radius <= 180 ? radius * DEGREE : null),
  )

/** Equal-area (Sec. 5.1.8). */
export const ZEA: ProjectionOf = () =>
  zenithal(
    (distance) => 2 * RADIAN * Math.sin(distance / 2),
    (radius) => (radius <= 2 * RADIAN * (1 + 1e-12) ? 2 * Math.asin(Math.min(1, radius / (2 * RADIAN))) : null),
  )
