import { nestedInFace } from './faces.ts'
import { ringOfPixel } from './pix2ang.ts'
import { ringOf } from './rings.ts'

/**
 * RING pixel number to NESTED pixel number; nside a power of two. As `ang2pixNest` of the pixel's centre, whose steps
 * along the two edges of its face are whole numbers.
 */
export function ring2nest(nside: number, pixel: number): number {
  const ring = ringOfPixel(nside, pixel)
  const along = pixel - ringOf(nside, ring).start
  if (ring < nside || ring > 3 * nside) {
    const inQuarter = Math.min(ring, 4 * nside - ring)
    const face = Math.floor(along / inQuarter)
    const rising = along - face * inQuarter
    const falling = inQuarter - 1 - rising
    return ring < nside
      ? nestedInFace(nside, face, nside - falling - 1, nside - rising - 1)
      : nestedInFace(nside, face + 8, rising, falling)
  }
  const rising = along + ((ring - nside) >> 1)
  const falling = along + ((3 * nside - ring) >> 1)
  const up = Math.floor(rising / nside)
  const down = Math.floor(falling / nside)
  const face = up === down ? (up % 4) + 4 : up < down ? up % 4 : (down % 4) + 8
  return nestedInFace(nside, face, falling & (nside - 1), nside - (rising & (nside - 1)) - 1)
}
