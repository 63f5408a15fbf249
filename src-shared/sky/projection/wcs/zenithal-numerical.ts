import { DEGREE } from '../../position.ts'
import { monotonicInverse } from './monotonic-inverse.ts'
import { RADIAN, WcsError, type ProjectionOf } from './native-projection.ts'
import { zenithal } from './zenithal.ts'

/** Zenithal polynomial (Calabretta & Greisen 2002, Sec. 5.1.7): PVi_m are its coefficients in radians from the pole. */
export const ZPN: ProjectionOf = (parameters) => {
  const coefficients = parameters.map((value) => value ?? 0)
  while (coefficients.at(-1) === 0) coefficients.pop()
  if (coefficients.length < 2) throw new WcsError('the PVi_m of ZPN give no polynomial')
  const radiusOf = (distance: number) => coefficients.reduceRight((sum, value) => sum * distance + value, 0)
  const slopeOf = (distance: number) =>
    coefficients.reduceRight((sum, value, m) => sum * distance + m * value, 0) / distance
  const slopeAt = (distance: number) => (distance === 0 ? coefficients[1] : slopeOf(distance))
  const last = firstTurn(slopeAt)
  return zenithal(
    (distance) => (distance <= last ? RADIAN * radiusOf(distance) : null),
    (radius) => monotonicInverse(radiusOf, slopeAt, radius / RADIAN, 0, last),
  )
}

/** How far from the pole the radius grows: to where its slope vanishes first, at most to the other pole. */
function firstTurn(slopeAt: (distance: number) => number): number {
  for (let degree = 1; degree <= 180; degree++) {
    if (slopeAt(degree * DEGREE) > 0) continue
    const found = monotonicInverse(
      (at) => -slopeAt(at),
      () => NaN,
      0,
      (degree - 1) * DEGREE,
      degree * DEGREE,
    )
    return found ?? (degree - 1) * DEGREE
  }
  return Math.PI
}

/** Airy (Sec. 5.1.9): least distortion within the native latitude PVi_1, by default 90 degrees. */
export const AIR: ProjectionOf = ([, thetaB = 90]) => {
  if (!(thetaB > -90 && thetaB <= 90)) throw new WcsError('PVi_1 of AIR is not a latitude')
  const half = ((90 - thetaB) / 2) * DEGREE
  const linear = half < 1e-4 ? -0.5 : Math.log(Math.cos(half)) / Math.tan(half) ** 2
  const radiusOf = (distance: number) => {
    const xi = distance / 2
    if (xi < 1e-4) return 2 * xi * (0.5 - linear)
    return -2 * (Math.log(Math.cos(xi)) / Math.tan(xi) + linear * Math.tan(xi))
  }
  const slopeOf = (distance: number) => {
    const xi = distance / 2
    if (xi < 1e-4) return 0.5 - linear
    return 1 + Math.log(Math.cos(xi)) / Math.sin(xi) ** 2 - linear / Math.cos(xi) ** 2
  }
  // The radius grows without limit towards the other pole.
  const last = Math.PI - 1e-7
  return zenithal(
    (distance) => (distance < last ? RADIAN * radiusOf(distance) : null),
    (radius) => monotonicInverse(radiusOf, slopeOf, radius / RADIAN, 0, last),
  )
}
