import type { Vector } from '../frames.ts'
import { ringAbove, ringColatitude, ringOf } from './rings.ts'

/** A run of neighbouring pixels of a ring: `length` of them eastward from number `west`, past the last to number 0. */
export type VisitRow = (ring: number, west: number, length: number) => void

/**
 * Visits the pixels whose centres lie in a disc, ring by ring from north to south; those of healpy's `query_disc`.
 * @param centre unit vector in the frame of the map
 * @param radius radians
 */
export function discRows(nside: number, [x, y, z]: Vector, radius: number, visit: VisitRow): void {
  const sinCentre = Math.hypot(x, y)
  const colatitude = Math.atan2(sinCentre, z)
  const longitude = Math.atan2(y, x)
  const [north, south] = [colatitude - radius, colatitude + radius]
  const first = north <= 0 ? 1 : Math.max(1, ringAbove(nside, Math.cos(north)))
  const last = south >= Math.PI ? 4 * nside - 1 : ringAbove(nside, Math.cos(south))
  for (let ring = first; ring <= last; ring++) {
    const theta = ringColatitude(nside, ring)
    // Spherical cosine rule: the difference in longitude between the disc's centre and its border on this ring.
    const cosHalf = (Math.cos(radius) - Math.cos(theta) * z) / (Math.sin(theta) * sinCentre)
    if (!(cosHalf < 1)) continue
    const half = Math.acos(Math.max(-1, cosHalf))
    const { count, offset } = ringOf(nside, ring)
    const perRadian = count / (2 * Math.PI)
    const west = Math.ceil((longitude - half) * perRadian - offset)
    const length = Math.floor((longitude + half) * perRadian - offset) - west + 1
    if (cosHalf <= -1 || length >= count) visit(ring, 0, count)
    else if (length > 0) visit(ring, ((west % count) + count) % count, length)
  }
}
