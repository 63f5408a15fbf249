import { fromVector } from '../frames.ts'
import type { TangentPlane } from './gnomonic.ts'
import { DEGREE } from '../position.ts'

/** Position [lon, lat] in degrees of a point on a tangent plane; xi (east) and eta (north) in degrees of the plane. */
export function gnomonicInverse(plane: TangentPlane, xi: number, eta: number): [lon: number, lat: number] {
  const { centre, east, north } = plane
  const x = xi * DEGREE
  const y = eta * DEGREE
  return fromVector([
    centre[0] + x * east[0] + y * north[0],
    centre[1] + x * east[1] + y * north[1],
    centre[2] + x * east[2] + y * north[2],
  ])
}
