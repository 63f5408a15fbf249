import type { Place, Position } from './position.ts'
import { gnomonicInverse } from './projection/gnomonic-inverse.ts'
import { tangentPlane } from './projection/gnomonic.ts'

/**
 * The outline of a square patch, `width` degrees on a side of the tangent plane at its centre, rotated as the patch is.
 * @param pointsPerSide 1 for the corners alone; more where a projection bends the sides visibly
 * @returns 4 x pointsPerSide positions, from the south-east corner towards the south-west one; not closed
 */
export function outline(centre: Place, width: number, pointsPerSide = 1): Position[] {
  const plane = tangentPlane(centre.lon, centre.lat, 'G', centre.rotation)
  const half = width / 2
  const sides = [
    [half, -half, -1, 0],
    [-half, -half, 0, 1],
    [-half, half, 1, 0],
    [half, half, 0, -1],
  ]
  return sides.flatMap(([xi, eta, dXi, dEta]) =>
    Array.from({ length: pointsPerSide }, (_, k) => {
      const along = (k / pointsPerSide) * width
      const [lon, lat] = gnomonicInverse(plane, xi + dXi * along, eta + dEta * along)
      return { lon, lat }
    }),
  )
}
