import { DEGREE } from '../../position.ts'
import { RADIAN, type ProjectionOf } from './native-projection.ts'
import { longitudeOf } from './zenithal.ts'

/** Orthographic, or slant orthographic with PVi_1 and PVi_2 (Calabretta & Greisen 2002, Sec. 5.1.5; NCP is a case of it). */
export const SIN: ProjectionOf = ([, xi = 0, eta = 0]) => ({
  fiducial: [0, 90],
  toPlane(phi, theta) {
    const [sinPhi, cosPhi] = [Math.sin(phi * DEGREE), Math.cos(phi * DEGREE)]
    // The limb: beyond it the far side of the sphere is seen.
    if (theta < -Math.atan(xi * sinPhi - eta * cosPhi) * RADIAN) return null
    const cosTheta = Math.cos(theta * DEGREE)
    const depth = 1 - Math.sin(theta * DEGREE)
    return [RADIAN * (cosTheta * sinPhi + xi * depth), -RADIAN * (cosTheta * cosPhi - eta * depth)]
  },
  toSphere(x, y) {
    const [u, v] = [x / RADIAN, y / RADIAN]
    // sin(theta) from a sin^2 + 2 b sin + c = 0, the larger root: the near side.
    const a = xi * xi + eta * eta + 1
    const b = xi * (u - xi) + eta * (v - eta)
    const c = (u - xi) ** 2 + (v - eta) ** 2 - 1
    const root = b * b - a * c
    if (root < 0) return null
    const sinTheta = (-b + Math.sqrt(root)) / a
    const [east, south] = [u - xi * (1 - sinTheta), v - eta * (1 - sinTheta)]
    return [longitudeOf(east, south), Math.atan2(sinTheta, Math.hypot(east, south)) * RADIAN]
  },
})
