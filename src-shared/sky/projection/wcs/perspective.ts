import { DEGREE } from '../../position.ts'
import { RADIAN, WcsError, type ProjectionOf } from './native-projection.ts'
import { longitudeOf } from './zenithal.ts'

/**
 * Zenithal perspective (Calabretta & Greisen 2002, Sec. 5.1.1): seen from PVi_1 radii beyond the sphere's centre, on a
 * plane tilted by PVi_2 degrees.
 */
export const AZP: ProjectionOf = ([, mu = 0, tilt = 0]) => {
  const [sinTilt, cosTilt] = [Math.sin(tilt * DEGREE), Math.cos(tilt * DEGREE)]
  if (mu === -1 || Math.abs(cosTilt) < 1e-12) throw new WcsError('PVi_1 or PVi_2 of AZP gives no projection')
  return {
    fiducial: [0, 90],
    toPlane(phi, theta) {
      const [sinPhi, cosPhi] = [Math.sin(phi * DEGREE), Math.cos(phi * DEGREE)]
      const [sinTheta, cosTheta] = [Math.sin(theta * DEGREE), Math.cos(theta * DEGREE)]
      const depth = mu + sinTheta + (cosTheta * cosPhi * sinTilt) / cosTilt
      // Behind the plane, or on the far side of the limb.
      if (depth <= 0 || (Math.abs(mu) > 1 && sinTheta < -1 / mu)) return null
      const radius = (RADIAN * (mu + 1) * cosTheta) / depth
      return [radius * sinPhi, (-radius * cosPhi) / cosTilt]
    },
    toSphere(x, y) {
      const radius = Math.hypot(x, y * cosTilt)
      const phi = longitudeOf(x, y * cosTilt)
      const rho = radius / (RADIAN * (mu + 1) + y * sinTilt)
      const sine = (rho * mu) / Math.hypot(rho, 1)
      if (Math.abs(sine) > 1) return null
      const psi = Math.atan2(1, rho) * RADIAN
      const omega = Math.asin(sine) * RADIAN
      const [near, far] = [psi - omega, psi + omega + 180].map((theta) => (theta > 90 ? theta - 360 : theta))
      return [phi, Math.max(near, far)]
    },
  }
}

/** Slant zenithal perspective (Sec. 5.1.2): seen from PVi_1 radii away in the native direction PVi_2, PVi_3. */
export const SZP: ProjectionOf = ([, mu = 0, phiC = 0, thetaC = 90]) => {
  const xp = -mu * Math.cos(thetaC * DEGREE) * Math.sin(phiC * DEGREE)
  const yp = mu * Math.cos(thetaC * DEGREE) * Math.cos(phiC * DEGREE)
  const zp = mu * Math.sin(thetaC * DEGREE) + 1
  if (Math.abs(zp) < 1e-12) throw new WcsError('PVi_1 and PVi_3 of SZP give no projection')
  /** The larger root of Eq. 41: the side of the sphere that faces the plane. */
  function toSphere(x: number, y: number): [number, number] | null {
    const [u, v] = [x / RADIAN, y / RADIAN]
    const [du, dv] = [(u - xp) / zp, (v - yp) / zp]
    const a = du * du + dv * dv + 1
    const b = du * (u - du) + dv * (v - dv)
    const c = (u - du) ** 2 + (v - dv) ** 2 - 1
    const root = b * b - a * c
    if (root < 0) return null
    const sines = [(-b + Math.sqrt(root)) / a, (-b - Math.sqrt(root)) / a]
    const sinTheta = sines.find((sine) => Math.abs(sine) <= 1 + 1e-13)
    if (sinTheta === undefined) return null
    const [east, south] = [u - du * (1 - sinTheta), v - dv * (1 - sinTheta)]
    return [longitudeOf(east, south), Math.atan2(sinTheta, Math.hypot(east, south)) * RADIAN]
  }
  return {
    fiducial: [0, 90],
    toPlane(phi, theta) {
      const depth = 1 - Math.sin(theta * DEGREE)
      const cosTheta = Math.cos(theta * DEGREE)
      const distance = zp - depth
      if (distance === 0) return null
      const x = (RADIAN * (zp * cosTheta * Math.sin(phi * DEGREE) - xp * depth)) / distance
      const y = (-RADIAN * (zp * cosTheta * Math.cos(phi * DEGREE) + yp * depth)) / distance
      // What the plane shows there may be a nearer point of the sphere.
      const shown = toSphere(x, y)
      return shown && Math.abs(shown[1] - theta) < 1e-4 ? [x, y] : null
    },
    toSphere,
  }
}
