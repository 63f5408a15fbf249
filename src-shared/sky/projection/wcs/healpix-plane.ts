import { DEGREE } from '../../position.ts'
import { RADIAN, WcsError, type ProjectionOf } from './native-projection.ts'

/** 1 - |sin(theta)| without cancellation at the poles. */
const polarDepth = (theta: number) => 2 * Math.sin(((90 - Math.abs(theta)) / 2) * DEGREE) ** 2
/** |theta| from 1 - |sin(theta)|, degrees. */
const polarLatitude = (depth: number) => 90 - 2 * Math.asin(Math.sqrt(depth / 2)) * RADIAN

/** HEALPix grid in the plane (Calabretta & Roukema 2007) with H = PVi_1 facets around and K = PVi_2 rows, by default 4 and 3. */
export const HPX: ProjectionOf = ([, H = 4, K = 3]) => {
  if (!(H > 0 && K > 0)) throw new WcsError('PVi_1 or PVi_2 of HPX is not above 0')
  const equatorial = (K - 1) / K
  const edge = (90 * (K - 1)) / H
  /** The middle of the polar facet of a longitude. */
  const facetAt = (phi: number, isNorth: boolean) => {
    const omega = K % 2 === 1 || isNorth ? 1 : 0
    return -180 + (2 * Math.floor(((phi + 180) * H) / 360 + (1 - omega) / 2) + omega) * (180 / H)
  }
  return {
    fiducial: [0, 0],
    repeats: true,
    toPlane(phi, theta) {
      const sine = Math.sin(theta * DEGREE)
      if (Math.abs(sine) <= equatorial) return [phi, ((90 * K) / H) * sine]
      const sigma = Math.sqrt(K * polarDepth(theta))
      const middle = facetAt(phi, theta > 0)
      return [middle + (phi - middle) * sigma, Math.sign(theta) * (180 / H) * ((K + 1) / 2 - sigma)]
    },
    toSphere(x, y) {
      if (Math.abs(y) <= edge * (1 + 1e-14)) return [x, Math.asin((y * H) / (90 * K)) * RADIAN]
      const sigma = (K + 1) / 2 - Math.abs((y * H) / 180)
      if (sigma < -1e-12) return null
      const middle = facetAt(x, y > 0)
      const theta = Math.sign(y) * polarLatitude(Math.max(0, sigma) ** 2 / K)
      if (sigma <= 0) return [middle, theta]
      // Between the facets is no sky.
      if (Math.abs(x - middle) > (180 / H) * sigma * (1 + 1e-9)) return null
      return [middle + (x - middle) / sigma, theta]
    },
  }
}

/** HEALPix in polar layout, the "butterfly" (Calabretta & Lowe 2013, PASA 30, e050): four facets around the north pole. */
export const XPH: ProjectionOf = () => ({
  fiducial: [0, 90],
  toPlane(phi, theta) {
    const turned = phi >= 180 ? phi - 360 : phi
    const quadrant = Math.floor((turned + 180) / 90)
    const within = turned + 180 - 90 * quadrant
    const sine = Math.sin(theta * DEGREE)
    let [xi, eta] = [within, 67.5 * sine]
    if (Math.abs(sine) > 2 / 3) {
      const sigma = Math.sqrt(3 * polarDepth(theta))
      ;[xi, eta] = [45 + (within - 45) * sigma, Math.sign(theta) * 45 * (2 - sigma)]
    }
    const [along, inward] = [xi - 45, eta - 90]
    const [x, y] = turnedBy(quadrant, (-along + inward) * Math.SQRT1_2, (-along - inward) * Math.SQRT1_2)
    return [x, y]
  },
  toSphere(x, y) {
    const quadrant = x <= 0 && y > 0 ? 0 : x < 0 && y <= 0 ? 1 : x >= 0 && y < 0 ? 2 : 3
    const [u, v] = turnedBy((4 - quadrant) % 4, x, y)
    const [along, inward] = [-(u + v) * Math.SQRT1_2, (u - v) * Math.SQRT1_2]
    const [xi, eta] = [along + 45, inward + 90]
    if (Math.abs(eta) <= 45 * (1 + 1e-14))
      return xi < -1e-9 || xi > 90 + 1e-9 ? null : [xi + 90 * quadrant - 180, Math.asin(eta / 67.5) * RADIAN]
    const sigma = 2 - Math.abs(eta) / 45
    if (sigma < -1e-12) return null
    const theta = Math.sign(eta) * polarLatitude(Math.max(0, sigma) ** 2 / 3)
    if (sigma <= 0) return [90 * quadrant - 135, theta]
    if (Math.abs(along) > 45 * sigma * (1 + 1e-9)) return null
    return [45 + along / sigma + 90 * quadrant - 180, theta]
  },
})

/** A point turned about the origin by quarter turns, from the second quadrant on to the third. */
function turnedBy(quarters: number, x: number, y: number): [number, number] {
  if (quarters === 1) return [-y, x]
  if (quarters === 2) return [-x, -y]
  return quarters === 3 ? [y, -x] : [x, y]
}
