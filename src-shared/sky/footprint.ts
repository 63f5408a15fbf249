import { dot } from './frames.ts'
import type { Vector } from './frames.ts'
import { nearIndex } from './near-index.ts'
import { tangentPlane } from './projection/gnomonic.ts'
import { DEGREE, type Place } from './position.ts'

/**
 * A patch as a pyramid with its apex at the centre of the sphere: axis, corners, and the inward normals of its sides.
 */
export type Footprint = { axis: Vector; east: Vector; north: Vector; reach: number; corners: Vector[]; sides: Vector[] }

/** The sky that a patch covers; `width` in degrees of the tangent plane. Its sides are great circles. */
export function footprint({ lon, lat, rotation }: Place, width: number): Footprint {
  const { centre, east, north } = tangentPlane(lon, lat, 'G', rotation)
  const reach = (width / 2) * DEGREE
  const along = (xi: number, eta: number): Vector => [
    centre[0] + xi * east[0] + eta * north[0],
    centre[1] + xi * east[1] + eta * north[1],
    centre[2] + xi * east[2] + eta * north[2],
  ]
  const side = (axis: Vector, sign: number): Vector => [
    reach * centre[0] - sign * axis[0],
    reach * centre[1] - sign * axis[1],
    reach * centre[2] - sign * axis[2],
  ]
  return {
    axis: centre,
    east,
    north,
    reach,
    corners: [along(-reach, -reach), along(reach, -reach), along(reach, reach), along(-reach, reach)],
    sides: [side(east, 1), side(east, -1), side(north, 1), side(north, -1)],
  }
}

/** Whether a direction lies inside a footprint. */
export function contains({ axis, east, north, reach }: Footprint, vector: Vector): boolean {
  const edge = dot(vector, axis) * reach
  return edge >= 0 && Math.abs(dot(vector, east)) <= edge && Math.abs(dot(vector, north)) <= edge
}

/**
 * Whether two footprints share sky, edges included. Convex polygons within a hemisphere are disjoint if and only if a
 * side of one separates it from the other (separating axes).
 */
export function share(a: Footprint, b: Footprint): boolean {
  if (dot(a.axis, b.axis) < Math.cos(Math.atan(Math.SQRT2 * a.reach) + Math.atan(Math.SQRT2 * b.reach))) return false
  const apart = (one: Footprint, other: Footprint) =>
    one.sides.some((side) => other.corners.every((corner) => dot(side, corner) < 0))
  return !apart(a, b) && !apart(b, a)
}

/** For each patch, the indices of the others that share sky with it, edges included. */
export function neighbours(centres: readonly Place[], width: number): number[][] {
  const footprints = centres.map((centre) => footprint(centre, width))
  const found = centres.map((): number[] => [])
  const near = nearIndex(
    footprints.map(({ axis }) => axis),
    farthestSharing(width),
  )
  footprints.forEach((patch, i) => {
    for (const j of near(patch.axis)) {
      if (j <= i || !share(patch, footprints[j])) continue
      found[i].push(j)
      found[j].push(i)
    }
  })
  return found
}

/**
 * Largest distance, in radians, between the centres of two patches of this width (degrees) that share sky: two half
 * diagonals.
 */
export const farthestSharing = (width: number): number => 2 * Math.atan((Math.SQRT2 * width * DEGREE) / 2)
