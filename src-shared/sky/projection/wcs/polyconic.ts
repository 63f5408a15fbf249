import { DEGREE } from '../../position.ts'
import { monotonicInverse } from './monotonic-inverse.ts'
import { RADIAN, WcsError, type ProjectionOf } from './native-projection.ts'
import { SFL } from './pseudo-cylindrical.ts'

/** Bonne's equal-area projection (Calabretta & Greisen 2002, Sec. 5.5.1); PVi_1 is its conformal latitude. */
export const BON: ProjectionOf = ([, theta1]) => {
  if (theta1 === undefined) throw new WcsError('PVi_1 of BON is missing')
  if (theta1 === 0) return SFL([])
  const apex = RADIAN / Math.tan(theta1 * DEGREE) + theta1
  return {
    fiducial: [0, 0],
    toPlane(phi, theta) {
      const radius = apex - theta
      const angle = radius === 0 ? 0 : (phi * Math.cos(theta * DEGREE)) / radius
      return [radius * Math.sin(angle), apex - radius * Math.cos(angle)]
    },
    toSphere(x, y) {
      const radius = Math.sign(theta1) * Math.hypot(x, apex - y)
      const theta = apex - radius
      if (Math.abs(theta) > 90 * (1 + 1e-12)) return null
      const angle = radius === 0 ? 0 : Math.atan2(x / radius, (apex - y) / radius)
      const cosTheta = Math.cos(theta * DEGREE)
      const phi = cosTheta < 1e-12 ? 0 : (angle * radius) / cosTheta
      return Math.abs(phi) <= 180 * (1 + 1e-12) ? [phi, theta] : null
    },
  }
}

/** Polyconic (Sec. 5.5.2). */
export const PCO: ProjectionOf = () => ({
  fiducial: [0, 0],
  toPlane(phi, theta) {
    // Of small latitudes, where the cone's radius grows without limit, the first terms of the series are exact enough.
    if (Math.abs(theta) < 1e-6) {
      const [angle, tilt] = [phi * DEGREE, theta * DEGREE]
      return [phi, theta + (RADIAN * tilt * angle * angle) / 2]
    }
    const radius = RADIAN / Math.tan(theta * DEGREE)
    const angle = phi * DEGREE * Math.sin(theta * DEGREE)
    return [radius * Math.sin(angle), theta + 2 * radius * Math.sin(angle / 2) ** 2]
  },
  toSphere(x, y) {
    if (Math.abs(y) < 1e-9) return Math.abs(x) <= 180 * (1 + 1e-12) ? [x, y / (1 + (x * DEGREE) ** 2 / 2)] : null
    // x^2 + (y - theta)^2 = 2 R (y - theta) cot(theta), between the equator and the pole on the side of y.
    const height = Math.abs(y)
    const excess = (theta: number) => {
      const above = height - theta
      return (x * x + above * above) * Math.sin(theta * DEGREE) - 2 * RADIAN * above * Math.cos(theta * DEGREE)
    }
    const slope = (theta: number) => {
      const above = height - theta
      return (
        -2 * above * Math.sin(theta * DEGREE) +
        (x * x + above * above) * Math.cos(theta * DEGREE) * DEGREE +
        2 * RADIAN * Math.cos(theta * DEGREE) +
        2 * above * Math.sin(theta * DEGREE)
      )
    }
    const found = monotonicInverse(excess, slope, 0, 0, 90)
    if (found === null) return null
    const theta = Math.sign(y) * found
    const [sine, tangent] = [Math.sin(theta * DEGREE), Math.tan(theta * DEGREE)]
    const phi = (Math.atan2(x * tangent, RADIAN - (y - theta) * tangent) * RADIAN) / sine
    return Math.abs(phi) <= 180 * (1 + 1e-9) ? [phi, theta] : null
  },
})
