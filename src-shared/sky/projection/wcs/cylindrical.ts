import { DEGREE } from '../../position.ts'
import { RADIAN, WcsError, type NativeProjection, type ProjectionOf } from './native-projection.ts'

/** A cylindrical projection (Calabretta & Greisen 2002, Sec. 5.2): x is proportional to the longitude. */
const cylindrical = (
  stretch: number,
  heightOf: (theta: number) => number,
  thetaOf: (y: number) => number | null,
): NativeProjection => ({
  fiducial: [0, 0],
  repeats: stretch === 1,
  toPlane: (phi, theta) => [stretch * phi, heightOf(theta)],
  toSphere(x, y) {
    const theta = thetaOf(y)
    return theta === null ? null : [x / stretch, theta]
  },
})

/** Slightly more than 1, for rounding at the poles. */
const unity = 1 + 1e-12
const arcsine = (sine: number): number | null =>
  Math.abs(sine) > unity ? null : Math.asin(Math.max(-1, Math.min(1, sine))) * RADIAN

/** Perspective (Sec. 5.2.1): the centre of projection is PVi_1 radii from the sphere's, the cylinder's radius is PVi_2. */
export const CYP: ProjectionOf = ([, mu = 1, lambda = 1]) => {
  if (mu + lambda === 0 || lambda === 0) throw new WcsError('PVi_1 and PVi_2 of CYP add up to 0')
  return cylindrical(
    lambda,
    (theta) => (RADIAN * (mu + lambda) * Math.sin(theta * DEGREE)) / (mu + Math.cos(theta * DEGREE)),
    (y) => {
      const eta = y / (RADIAN * (mu + lambda))
      const tilt = arcsine((eta * mu) / Math.hypot(eta, 1))
      return tilt === null ? null : Math.atan2(eta, 1) * RADIAN + tilt
    },
  )
}

/** Equal-area (Sec. 5.2.2); PVi_1 is the squared cosine of the latitude that is shown conformally. */
export const CEA: ProjectionOf = ([, lambda = 1]) => {
  if (!(lambda > 0 && lambda <= 1)) throw new WcsError('PVi_1 of CEA is not above 0 and at most 1')
  return cylindrical(
    1,
    (theta) => (RADIAN * Math.sin(theta * DEGREE)) / lambda,
    (y) => arcsine((y * lambda) / RADIAN),
  )
}

/** Plate carrée (Sec. 5.2.3). */
export const CAR: ProjectionOf = () =>
  cylindrical(
    1,
    (theta) => theta,
    (y) => (Math.abs(y) <= 90 * unity ? Math.max(-90, Math.min(90, y)) : null),
  )

/** Mercator (Sec. 5.2.4). */
export const MER: ProjectionOf = () =>
  cylindrical(
    1,
    (theta) => RADIAN * Math.asinh(Math.tan(theta * DEGREE)),
    (y) => Math.atan(Math.sinh(y / RADIAN)) * RADIAN,
  )
