import type { Frame } from '../healpix/map.ts'
import { apply, dot, rotationBetween, toVector } from '../frames.ts'
import type { Vector } from '../frames.ts'
import { DEGREE } from '../position.ts'

/**
 * A tangent plane: its point of contact and the directions of its axes xi (east) and eta (north) there, as unit vectors;
 * a rotation turns both.
 */
export type TangentPlane = { centre: Vector; east: Vector; north: Vector }

/**
 * The plane that touches the sky at a Galactic position (degrees). East and north stay Galactic; the vectors are given in
 * `frame`, so that a map in another frame can be cut on Galactic axes.
 * @param rotation position angle of the plane's north, degrees from Galactic north through east
 */
export function tangentPlane(lon: number, lat: number, frame: Frame = 'G', rotation?: number | null): TangentPlane {
  if (rotation) return turned(tangentPlane(lon, lat, frame), rotation * DEGREE)
  const l = lon * DEGREE
  const b = lat * DEGREE
  const east: Vector = [-Math.sin(l), Math.cos(l), 0]
  const north: Vector = [-Math.sin(b) * Math.cos(l), -Math.sin(b) * Math.sin(l), Math.cos(b)]
  const centre = toVector(lon, lat)
  return planeInFrame({ centre, east, north }, 'G', frame)
}

/** The same plane with its vectors in another frame. */
export function planeInFrame(plane: TangentPlane, from: Frame, to: Frame): TangentPlane {
  if (from === to) return plane
  const rotation = rotationBetween(from, to)
  return {
    centre: apply(rotation, plane.centre),
    east: apply(rotation, plane.east),
    north: apply(rotation, plane.north),
  }
}

function turned({ centre, east, north }: TangentPlane, angle: number): TangentPlane {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const mix = (a: Vector, b: Vector, sign: number): Vector => [
    cos * a[0] + sign * sin * b[0],
    cos * a[1] + sign * sin * b[1],
    cos * a[2] + sign * sin * b[2],
  ]
  return { centre, east: mix(east, north, -1), north: mix(north, east, 1) }
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
