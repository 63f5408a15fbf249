import { contains, footprint } from './footprint.ts'
import { toVector } from './frames.ts'
import { separation, type Place, type Position } from './position.ts'

/**
 * Index of the patch that covers a position, or null; if several do, the one with the nearest centre.
 * @param width side of the patches in degrees of their tangent planes
 */
export function patchAt(centres: readonly Place[], width: number, position: Position): number | null {
  const vector = toVector(position.lon, position.lat)
  let nearest: number | null = null
  let least = Infinity
  centres.forEach((centre, index) => {
    if (Math.abs(centre.lat - position.lat) > width) return
    const distance = separation(centre, position)
    if (distance < least && contains(footprint(centre, width), vector)) [nearest, least] = [index, distance]
  })
  return nearest
}
