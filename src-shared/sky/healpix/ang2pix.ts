import { nestedInFace } from './faces.ts'
import { orderOf } from './map.ts'
import type { Ordering } from './map.ts'
import { DEGREE } from '../position.ts'

/** Pixel that holds a position; lon (any turn) and lat in degrees. */
export const ang2pix = (nside: number, ordering: Ordering, lon: number, lat: number): number =>
  ordering === 'RING' ? ang2pixRing(nside, lon, lat) : ang2pixNest(nside, lon, lat)

/** RING pixel that holds a position in degrees; any nside (Gorski et al. 2005, Sec. 5). */
export function ang2pixRing(nside: number, lon: number, lat: number): number {
  const z = Math.sin(lat * DEGREE)
  const quarters = quartersOf(lon)
  if (Math.abs(z) <= 2 / 3) {
    const alongEquator = nside * (0.5 + quarters)
    const height = nside * z * 0.75
    const rising = Math.floor(alongEquator - height)
    const falling = Math.floor(alongEquator + height)
    const ring = nside + 1 + rising - falling
    const shift = ring % 2 === 0 ? 1 : 0
    const along = Math.floor((rising + falling - nside + shift + 1) / 2)
    return 2 * nside * (nside - 1) + (ring - 1) * 4 * nside + positiveModulo(along, 4 * nside)
  }
  const { rising, falling } = inCap(nside, lat, quarters)
  const ring = rising + falling + 1
  const along = Math.min(Math.floor(quarters * ring), 4 * ring - 1)
  return z > 0 ? 2 * ring * (ring - 1) + along : 12 * nside * nside - 2 * ring * (ring + 1) + along
}

/** NESTED pixel that holds a position in degrees; nside a power of two. */
export function ang2pixNest(nside: number, lon: number, lat: number): number {
  const z = Math.sin(lat * DEGREE)
  const quarters = quartersOf(lon)
  if (Math.abs(z) <= 2 / 3) {
    const order = orderOf(nside)
    const alongEquator = nside * (0.5 + quarters)
    const height = nside * z * 0.75
    const rising = Math.floor(alongEquator - height)
    const falling = Math.floor(alongEquator + height)
    const up = rising >> order
    const down = falling >> order
    const face = up === down ? (up % 4) + 4 : up < down ? up % 4 : (down % 4) + 8
    return nestedInFace(nside, face, falling & (nside - 1), nside - (rising & (nside - 1)) - 1)
  }
  const { rising, falling } = inCap(nside, lat, quarters)
  const face = Math.min(Math.floor(quarters), 3)
  return z > 0
    ? nestedInFace(nside, face, nside - falling - 1, nside - rising - 1)
    : nestedInFace(nside, face + 8, rising, falling)
}

/** Longitude in units of 90 degrees, in [0, 4). */
const quartersOf = (lon: number): number => (positiveModulo(lon, 360) / 90) % 4

/** Steps along the two edges of a polar face, computed from the colatitude to keep precision near the pole. */
function inCap(nside: number, lat: number, quarters: number): { rising: number; falling: number } {
  const inQuarter = quarters - Math.min(Math.floor(quarters), 3)
  const depth = nside * Math.sqrt(6) * Math.sin(((90 - Math.abs(lat)) * DEGREE) / 2)
  return {
    rising: Math.min(Math.floor(inQuarter * depth), nside - 1),
    falling: Math.min(Math.floor((1 - inQuarter) * depth), nside - 1),
  }
}

const positiveModulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus
