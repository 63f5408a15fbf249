import { apply, dot, rotationBetween, toVector, type Vector } from './frames.ts'
import type { Frame } from './healpix/map.ts'
import { DEGREE } from './position.ts'
import { toJ2000, type Equinox } from './precession.ts'

/** Vectors of one set of coordinates as those of another. */
export type VectorMap = (vector: Vector) => Vector

/**
 * Positions in a frame of J2000 as those of a map.
 * @param equinox that of the map, if it is another than J2000; `to` is then its frame at J2000
 */
export function vectorsBetween(from: Frame, to: Frame, equinox?: Equinox): VectorMap {
  const rotation = rotationBetween(from, to)
  if (!equinox) return (vector) => apply(rotation, vector)
  const { fromJ2000 } = toJ2000(equinox)
  return (vector) => fromJ2000(apply(rotation, vector))
}

/** Half the length of the arc of a meridian whose ends are compared; exact for rotations, and to 1e-12 for E-terms. */
const step = 1e-3

/**
 * How Stokes Q and U turn from the axes of a map to those of another frame. With b the position angle of the new north
 * from the map's, through east,
 *   Q' = Q cos 2b - U sin 2b, U' = Q sin 2b + U cos 2b
 * in the convention of HEALPix (COSMO), as healpy's `Rotator.angle_ref`.
 * @param toMap positions in the new frame as those of the map
 * @param lon, lat position in the new frame, degrees
 * @param mapLon, mapLat the same position in the map's
 * @param turn output: cos 2b, sin 2b
 */
export function meridianTurn(
  toMap: VectorMap,
  lon: number,
  lat: number,
  mapLon: number,
  mapLat: number,
  turn: Float64Array,
): void {
  const north = northAt(lon, lat)
  const [x, y, z] = toVector(lon, lat)
  const ahead = toMap([x + step * north[0], y + step * north[1], z + step * north[2]])
  const behind = toMap([x - step * north[0], y - step * north[1], z - step * north[2]])
  const along: Vector = [ahead[0] - behind[0], ahead[1] - behind[1], ahead[2] - behind[2]]
  const toNorth = dot(along, northAt(mapLon, mapLat))
  const toEast = dot(along, [-Math.sin(mapLon * DEGREE), Math.cos(mapLon * DEGREE), 0])
  const square = toNorth * toNorth + toEast * toEast
  turn[0] = (toNorth * toNorth - toEast * toEast) / square
  turn[1] = (2 * toNorth * toEast) / square
}

/** Unit vector to the north at a position; at a pole along the meridian of its longitude. */
function northAt(lon: number, lat: number): Vector {
  const sinLat = Math.sin(lat * DEGREE)
  return [-sinLat * Math.cos(lon * DEGREE), -sinLat * Math.sin(lon * DEGREE), Math.cos(lat * DEGREE)]
}
