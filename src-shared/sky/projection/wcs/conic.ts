import { DEGREE } from '../../position.ts'
import { RADIAN, WcsError, type NativeProjection, type ProjectionOf } from './native-projection.ts'

const sin = (angle: number) => Math.sin(angle * DEGREE)
const cos = (angle: number) => Math.cos(angle * DEGREE)
const tan = (angle: number) => Math.tan(angle * DEGREE)

/** What distinguishes a conic projection from the others. */
interface Cone {
  /** C: native longitudes are multiplied by it */
  constant: number
  /** Y_0: the radius at theta_a, degrees */
  apex: number
  radiusOf(theta: number): number | null
  thetaOf(radius: number): number | null
}

/** A conic projection (Calabretta & Greisen 2002, Sec. 5.4) with PVi_1 = theta_a and PVi_2 = eta, degrees. */
const conic =
  (name: string, coneOf: (thetaA: number, eta: number) => Cone): ProjectionOf =>
  ([, thetaA, eta = 0]) => {
    if (thetaA === undefined) throw new WcsError(`PVi_1 of ${name}, the latitude of its cone, is missing`)
    const cone = coneOf(thetaA, eta)
    const { constant, apex, radiusOf, thetaOf } = cone
    if (!(Math.abs(constant) > 1e-12 && Number.isFinite(apex))) throw new WcsError(`PVi_1 of ${name} gives no cone`)
    const projection: NativeProjection = {
      fiducial: [0, thetaA],
      toPlane(phi, theta) {
        const radius = radiusOf(theta)
        return radius === null ? null : [radius * sin(constant * phi), apex - radius * cos(constant * phi)]
      },
      toSphere(x, y) {
        const sign = thetaA < 0 ? -1 : 1
        const radius = sign * Math.hypot(x, apex - y)
        const theta = thetaOf(radius)
        if (theta === null) return null
        const phi = radius === 0 ? 0 : (Math.atan2(x / radius, (apex - y) / radius) * RADIAN) / constant
        return Math.abs(phi) <= 180 * (1 + 1e-12) ? [phi, theta] : null
      },
    }
    return projection
  }

/** Perspective (Sec. 5.4.1). */
export const COP = conic('COP', (thetaA, eta) => {
  const scale = RADIAN * cos(eta)
  return {
    constant: sin(thetaA),
    apex: scale / tan(thetaA),
    radiusOf: (theta) => (Math.abs(theta - thetaA) < 90 ? scale * (1 / tan(thetaA) - tan(theta - thetaA)) : null),
    thetaOf: (radius) => thetaA + Math.atan(1 / tan(thetaA) - radius / scale) * RADIAN,
  }
})

/** Equal-area (Sec. 5.4.2). */
export const COE = conic('COE', (thetaA, eta) => {
  const [sin1, sin2] = [sin(thetaA - eta), sin(thetaA + eta)]
  const gamma = sin1 + sin2
  const radiusOf = (theta: number) => ((2 * RADIAN) / gamma) * Math.sqrt(1 + sin1 * sin2 - gamma * sin(theta))
  return {
    constant: gamma / 2,
    apex: radiusOf(thetaA),
    radiusOf,
    thetaOf: (radius) => {
      const sine = 1 / gamma + (sin1 * sin2) / gamma - gamma * (radius / (2 * RADIAN)) ** 2
      return Math.abs(sine) > 1 + 1e-12 ? null : Math.asin(Math.max(-1, Math.min(1, sine))) * RADIAN
    },
  }
})

/** Equidistant (Sec. 5.4.3). */
export const COD = conic('COD', (thetaA, eta) => {
  const apex = eta === 0 ? RADIAN / tan(thetaA) : eta / (tan(eta) * tan(thetaA))
  return {
    constant: eta === 0 ? sin(thetaA) : (RADIAN * sin(thetaA) * sin(eta)) / eta,
    apex,
    radiusOf: (theta) => thetaA - theta + apex,
    thetaOf: (radius) => {
      const theta = thetaA + apex - radius
      return Math.abs(theta) <= 90 * (1 + 1e-12) ? theta : null
    },
  }
})

/** Orthomorphic (Sec. 5.4.4). */
export const COO = conic('COO', (thetaA, eta) => {
  const [theta1, theta2] = [thetaA - eta, thetaA + eta]
  const half = (theta: number) => tan((90 - theta) / 2)
  const constant = eta === 0 ? sin(theta1) : Math.log(cos(theta2) / cos(theta1)) / Math.log(half(theta2) / half(theta1))
  const scale = (RADIAN * cos(theta1)) / (constant * half(theta1) ** constant)
  const radiusOf = (theta: number) => {
    if (theta <= -90) return constant < 0 ? 0 : null
    return scale * half(theta) ** constant
  }
  return {
    constant,
    apex: scale * half(thetaA) ** constant,
    radiusOf,
    thetaOf: (radius) => 90 - 2 * Math.atan((radius / scale) ** (1 / constant)) * RADIAN,
  }
})
