import { ang2pixRing } from './ang2pix.ts'
import { orderOf, type Ordering } from './map.ts'
import { ring2nest } from './ring2nest.ts'

/** A HEALPix pixel by its numbers. */
export interface PixelNumbers {
  nside: number
  /** of the map */
  ordering: Ordering
  ring: number
  /** null for an nside that is not a power of two: such maps are in RING order */
  nested: number | null
}

/** The pixel that contains a position, in degrees of the map's frame. */
export function pixelUnder(nside: number, ordering: Ordering, lon: number, lat: number): PixelNumbers {
  const ring = ang2pixRing(nside, lon, lat)
  return { nside, ordering, ring, nested: orderOf(nside) >= 0 ? ring2nest(nside, ring) : null }
}

/** In words, the number in the map's own order first: "pixel 17 NESTED (12 RING), nside 64". */
export const pixelWords = ({ nside, ordering, ring, nested }: PixelNumbers): string =>
  ordering === 'NESTED' && nested !== null
    ? `pixel ${nested} NESTED (${ring} RING), nside ${nside}`
    : `pixel ${ring} RING, nside ${nside}`
