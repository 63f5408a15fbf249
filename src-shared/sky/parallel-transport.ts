import { dot, type Vector } from './frames.ts'
import { DEGREE } from './position.ts'
import type { TangentPlane } from './projection/gnomonic.ts'

/**
 * How Stokes Q and U at a position on the sky turn from the map's meridian there to a patch's own axes: its north at the
 * centre, carried along the great circle to the position (parallel transport). On a gnomonic plane this keeps the angle
 * with the straight line to the centre. With b the position angle of the patch's north from the map's, through east,
 *   Q' = Q cos 2b - U sin 2b, U' = Q sin 2b + U cos 2b
 * in the convention of HEALPix (COSMO), whose U is minus that of the IAU.
 * @param x, y, z unit vector of the position, in the frame of the map and of the plane's vectors
 * @param turn output: cos 2b, sin 2b
 */
export function stokesTurn({ centre, north }: TangentPlane, x: number, y: number, z: number, turn: Float64Array): void {
  const [cx, cy, cz] = centre
  // The rotation that takes the centre to the position along their great circle, of a vector at right angles to the centre.
  const along = (x * north[0] + y * north[1] + z * north[2]) / (1 + cx * x + cy * y + cz * z)
  const nx = north[0] - along * (cx + x)
  const ny = north[1] - along * (cy + y)
  const nz = north[2] - along * (cz + z)
  // Its components along the map's north and east, both times the cosine of the latitude.
  const toNorth = nz
  const toEast = ny * x - nx * y
  const square = toNorth * toNorth + toEast * toEast
  turn[0] = (toNorth * toNorth - toEast * toEast) / square
  turn[1] = (2 * toNorth * toEast) / square
}

/**
 * The same at a position in degrees. At a pole of the frame the meridian is that of the longitude, as in images, whose
 * pixels at a pole have Q and U on axes of their own.
 */
export function stokesTurnAt({ centre, north }: TangentPlane, lon: number, lat: number, turn: Float64Array): void {
  const [sinLon, cosLon] = [Math.sin(lon * DEGREE), Math.cos(lon * DEGREE)]
  const [sinLat, cosLat] = [Math.sin(lat * DEGREE), Math.cos(lat * DEGREE)]
  const position: Vector = [cosLat * cosLon, cosLat * sinLon, sinLat]
  const along = dot(position, north) / (1 + dot(centre, position))
  const carried = north.map((component, k) => component - along * (centre[k] + position[k])) as unknown as Vector
  const toNorth = dot(carried, [-sinLat * cosLon, -sinLat * sinLon, cosLat])
  const toEast = dot(carried, [-sinLon, cosLon, 0])
  const square = toNorth * toNorth + toEast * toEast
  turn[0] = (toNorth * toNorth - toEast * toEast) / square
  turn[1] = (2 * toNorth * toEast) / square
}

/** Q and U of a map at one position, on the axes of a patch. @param vector unit vector of the position */
export function transported(plane: TangentPlane, [x, y, z]: Vector, q: number, u: number): [q: number, u: number] {
  const turn = new Float64Array(2)
  stokesTurn(plane, x, y, z, turn)
  return [q * turn[0] - u * turn[1], q * turn[1] + u * turn[0]]
}
