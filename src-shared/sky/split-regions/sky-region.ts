import { dot, toVector, type Vector } from '../frames.ts'
import { contains, type Footprint } from '../footprint.ts'
import { gnomonic, tangentPlane } from '../projection/gnomonic.ts'
import { fromVector } from '../frames.ts'

/** A region of the sky, in Galactic vectors; the sides of a polygon are great circles, and it lies within a hemisphere. */
export type SkyRegion =
  { kind: 'disc'; centre: Vector; /** radians */ radius: number } | { kind: 'polygon'; corners: readonly Vector[] }

/** Whether all corners of a polygon lie on one side of the sky as seen from their middle. */
export const isWithinHemisphere = (corners: readonly Vector[]): boolean =>
  corners.every((corner) => dot(corner, middleOf(corners)) > 1e-6)

/** Whether a direction lies inside a region. */
export function holds(region: SkyRegion, vector: Vector): boolean {
  if (region.kind === 'disc') return dot(vector, region.centre) >= Math.cos(region.radius)
  // Great circles are straight lines on a tangent plane: a plane polygon remains.
  const plane = tangentPlane(...fromVector(middleOf(region.corners)))
  const at = gnomonic(plane, ...fromVector(vector))
  if (!at) return false
  const corners = region.corners.map((corner) => gnomonic(plane, ...fromVector(corner))!)
  let inside = false
  corners.forEach(([x, y], i) => {
    const [u, v] = corners[(i + 1) % corners.length]
    if (y > at[1] !== v > at[1] && at[0] < x + ((at[1] - y) / (v - y)) * (u - x)) inside = !inside
  })
  return inside
}

/** Whether a region shares sky with a patch. */
export function touches(region: SkyRegion, patch: Footprint): boolean {
  if (holds(region, patch.axis)) return true
  const sides = sidesOf(patch.corners)
  if (region.kind === 'disc') {
    if (contains(patch, region.centre)) return true
    return sides.some(([from, to]) => distanceToArc(region.centre, from, to) <= region.radius)
  }
  if (region.corners.some((corner) => contains(patch, corner))) return true
  return sidesOf(region.corners).some((side) => sides.some((other) => cross(side, other)))
}

type Arc = readonly [from: Vector, to: Vector]

const sidesOf = (corners: readonly Vector[]): Arc[] =>
  corners.map((corner, i) => [unit(corner), unit(corners[(i + 1) % corners.length])])

/** Whether two arcs of great circles, each shorter than half a circle, cross. */
function cross([a, b]: Arc, [c, d]: Arc): boolean {
  const [first, second] = [product(a, b), product(c, d)]
  if (dot(first, c) * dot(first, d) > 0 || dot(second, a) * dot(second, b) > 0) return false
  // The circles meet at two opposite points; the arcs may each hold another one.
  const point = product(first, second)
  const ahead = (from: Vector, to: Vector) => Math.sign(dot(point, from) + dot(point, to))
  return ahead(a, b) === ahead(c, d)
}

/** Angle in radians between a direction and the nearest point of an arc. */
function distanceToArc(vector: Vector, from: Vector, to: Vector): number {
  const axis = unit(product(from, to))
  const isBeside = dot(product(axis, from), vector) >= 0 && dot(product(axis, to), vector) <= 0
  if (isBeside) return Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(axis, vector)))))
  return Math.acos(Math.min(1, Math.max(dot(vector, from), dot(vector, to))))
}

const product = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}

const middleOf = (corners: readonly Vector[]): Vector =>
  unit([0, 1, 2].map((axis) => corners.reduce((sum, corner) => sum + unit(corner)[axis], 0)) as unknown as Vector)

/** A disc around a Galactic position. @param radius degrees */
export const discAt = (lon: number, lat: number, radius: number): SkyRegion => ({
  kind: 'disc',
  centre: toVector(lon, lat),
  radius: (radius * Math.PI) / 180,
})
