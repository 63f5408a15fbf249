import { fromVector, type Vector } from './frames.ts'
import { reachInLongitude } from './near-index.ts'
import { DEGREE } from './position.ts'

/** A circle on the sky: its centre as a Galactic unit vector, and its radius in radians. */
export interface SkyCircle {
  centre: Vector
  radius: number
}

/**
 * Indices i of the longitudes i * spacing, below `count`, on a row of latitude that lie within a circle; some just
 * outside may be among them.
 */
export function rowWithin(lat: number, spacing: number, count: number, { centre, radius }: SkyCircle): number[] {
  const [lon, middle] = fromVector(centre)
  if (Math.abs(lat - middle) * DEGREE > radius) return []
  const reach = reachInLongitude(middle, radius)
  if (reach >= 180) return Array.from({ length: count }, (_, i) => i)
  return [-360, 0, 360].flatMap((turn) => {
    const from = Math.max(0, Math.ceil((lon + turn - reach) / spacing))
    const to = Math.min(count - 1, Math.floor((lon + turn + reach) / spacing))
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k)
  })
}

/** Area of the whole sky, in square degrees. */
export const skyArea = (4 * Math.PI) / DEGREE ** 2

/** Area in square degrees. */
export const areaOf = ({ radius }: SkyCircle): number => (2 * Math.PI * (1 - Math.cos(radius))) / DEGREE ** 2
