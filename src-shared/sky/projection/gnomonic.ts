import type { Frame } from '../healpix/map.ts'
import { apply, dot, rotationBetween, toVector } from '../frames.ts'
import type { Vector } from '../frames.ts'
import { DEGREE } from '../position.ts'

/** A tangent plane: its point of contact and the directions of east (xi) and north (eta) there, as unit vectors. */
export type TangentPlane = { centre: Vector; east: Vector; north: Vector }

/**
 * The plane that touches the sky at a Galactic position (degrees). East and north stay Galactic; the vectors are given in
 * `frame`, so that a map in another frame can be cut on Galactic axes.
 */
export function tangentPlane(lon: number, lat: number, frame: Frame = 'G'): TangentPlane {
  const l = lon * DEGREE
  const b = lat * DEGREE
  const east: Vector = [-Math.sin(l), Math.cos(l), 0]
  const north: Vector = [-Math.sin(b) * Math.cos(l), -Math.sin(b) * Math.sin(l), Math.cos(b)]
  const centre = toVector(lon, lat)
  if (frame === 'G') return { centre, east, north }
  const rotation = rotationBetween('G', frame)
  return { centre: apply(rotation, centre), east: apply(rotation, east), north: apply(rotation, north) }
}

/**
 * Gnomonic projection: the sky seen from its centre, on a tangent plane (FITS TAN; Calabretta & Greisen 2002, Sec. 5.1.3).
 * @param position degrees, in the frame of the plane's vectors
 * @returns [xi, eta] in degrees of the plane, xi to the east and eta to the north; null on the far half of the sky
 */
export function gnomonic(plane: TangentPlane, lon: number, lat: number): [xi: number, eta: number] | null {
  const vector = toVector(lon, lat)
  const depth = dot(vector, plane.centre)
  if (depth <= 0) return null
  return [dot(vector, plane.east) / depth / DEGREE, dot(vector, plane.north) / depth / DEGREE]
}
