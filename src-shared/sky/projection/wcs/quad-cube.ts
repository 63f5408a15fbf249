import { DEGREE } from '../../position.ts'
import { RADIAN, type NativeProjection, type Pair, type ProjectionOf } from './native-projection.ts'
import { distorted, undistorted } from './cobe-cube.ts'

/** Direction cosines with the face's axis as the last: across and up the face, and out of it. */
type Facing = [xi: number, eta: number, zeta: number]

/** The faces (Calabretta & Greisen 2002, Sec. 5.6 and Fig. 28): centres in the plane in units of 45 degrees, and axes. */
const faces: { centre: Pair; of(l: number, m: number, n: number): Facing; back(f: Facing): Facing }[] = [
  { centre: [0, 2], of: (l, m, n) => [m, -l, n], back: ([xi, eta, zeta]) => [-eta, xi, zeta] },
  { centre: [0, 0], of: (l, m, n) => [m, n, l], back: ([xi, eta, zeta]) => [zeta, xi, eta] },
  { centre: [2, 0], of: (l, m, n) => [-l, n, m], back: ([xi, eta, zeta]) => [-xi, zeta, eta] },
  { centre: [4, 0], of: (l, m, n) => [-m, n, -l], back: ([xi, eta, zeta]) => [-zeta, -xi, eta] },
  { centre: [6, 0], of: (l, m, n) => [l, n, -m], back: ([xi, eta, zeta]) => [xi, -zeta, eta] },
  { centre: [0, -2], of: (l, m, n) => [m, l, -n], back: ([xi, eta, zeta]) => [eta, xi, -zeta] },
]

/** A projection onto the six faces of a cube from its formula for one face, from -1 to 1 in both directions. */
const cube = (toFace: (facing: Facing) => Pair, fromFace: (x: number, y: number) => Facing): NativeProjection => ({
  fiducial: [0, 0],
  repeats: true,
  toPlane(phi, theta) {
    const cosTheta = Math.cos(theta * DEGREE)
    const [l, m, n] = [cosTheta * Math.cos(phi * DEGREE), cosTheta * Math.sin(phi * DEGREE), Math.sin(theta * DEGREE)]
    const outward = [n, l, m, -l, -m, -n]
    const { centre, of } = faces[outward.indexOf(Math.max(...outward))]
    const [x, y] = toFace(of(l, m, n))
    return [45 * (centre[0] + x), 45 * (centre[1] + y)]
  },
  toSphere(x, y) {
    let [column, row] = [x / 45, y / 45]
    if (column < -1 - 1e-12) column += 8
    const face = faceAt(column, row)
    if (face === null) return null
    const { centre, back } = faces[face]
    column -= centre[0]
    row -= centre[1]
    const [l, m, n] = back(fromFace(column, row))
    return [Math.atan2(m, l) * RADIAN, Math.atan2(n, Math.hypot(l, m)) * RADIAN]
  },
})

function faceAt(column: number, row: number): number | null {
  const edge = 1 + 1e-12
  if (Math.abs(row) <= edge) {
    if (column > 7 + 1e-12) return null
    return column > 5 ? 4 : column > 3 ? 3 : column > 1 ? 2 : 1
  }
  if (Math.abs(column) > edge || Math.abs(row) > 3 * edge) return null
  return row > 0 ? 0 : 5
}

const unit = (xi: number, eta: number, zeta: number): Facing => {
  const length = Math.hypot(xi, eta, zeta)
  return [xi / length, eta / length, zeta / length]
}

/** Tangential (Sec. 5.6.1). */
export const TSC: ProjectionOf = () =>
  cube(
    ([xi, eta, zeta]) => [xi / zeta, eta / zeta],
    (x, y) => unit(x, y, 1),
  )

/** COBE's quadrilateralised cube (Sec. 5.6.2). Its inverse is a fit: there and back differ by up to some 40 arcsec. */
export const CSC: ProjectionOf = () =>
  cube(
    ([xi, eta, zeta]) => [distorted(xi / zeta, eta / zeta), distorted(eta / zeta, xi / zeta)],
    (x, y) => unit(undistorted(x, y), undistorted(y, x), 1),
  )

/** Quadrilateralised, of equal areas (Sec. 5.6.3). */
export const QSC: ProjectionOf = () =>
  cube(
    (facing) => {
      const [xi, eta, zeta] = facing
      if (xi === 0 && eta === 0) return [0, 0]
      const isAcross = Math.abs(xi) > Math.abs(eta)
      const [major, minor] = isAcross ? [xi, eta] : [eta, xi]
      const omega = minor / major
      // 1 - zeta without cancellation.
      const depth = (xi * xi + eta * eta) / (1 + zeta)
      const along = Math.sign(major) * Math.sqrt(depth / (1 - 1 / Math.sqrt(2 + omega * omega)))
      const angle = Math.atan(omega) * RADIAN - Math.asin(omega / Math.sqrt(2 * (1 + omega * omega))) * RADIAN
      const across = (along / 15) * angle
      return isAcross ? [along, across] : [across, along]
    },
    (x, y) => {
      if (x === 0 && y === 0) return [0, 0, 1]
      const isAcross = Math.abs(x) > Math.abs(y)
      const [along, across] = isAcross ? [x, y] : [y, x]
      const angle = 15 * (across / along) * DEGREE
      const omega = Math.sin(angle) / (Math.cos(angle) - Math.SQRT1_2)
      const depth = along * along * (1 - 1 / Math.sqrt(2 + omega * omega))
      const major = Math.sign(along) * Math.sqrt((depth * (2 - depth)) / (1 + omega * omega))
      const zeta = 1 - depth
      return isAcross ? [major, major * omega, zeta] : [major * omega, major, zeta]
    },
  )
