/**
 * A ring of pixels of equal latitude, counted from 1 (north) to 4 nside - 1 (south).
 * start: its first pixel in RING order; count: pixels on it; offset: longitude of the first centre in pixels (0 or 1/2).
 * Gorski et al. 2005, Sec. 4.1.
 */
export type Ring = { start: number; count: number; offset: number }

/** Geometry of one ring. */
export function ringOf(nside: number, ring: number): Ring {
  if (ring < nside) return { start: 2 * ring * (ring - 1), count: 4 * ring, offset: 0.5 }
  if (ring <= 3 * nside) {
    const start = 2 * nside * (nside - 1) + (ring - nside) * 4 * nside
    return { start, count: 4 * nside, offset: (ring - nside) % 2 === 0 ? 0.5 : 0 }
  }
  const fromSouth = 4 * nside - ring
  return { start: 12 * nside * nside - 2 * fromSouth * (fromSouth + 1), count: 4 * fromSouth, offset: 0.5 }
}

/** Colatitude of a ring in radians; with atan2 in the caps, where acos would lose digits. */
export function ringColatitude(nside: number, ring: number): number {
  if (ring > 2 * nside) return Math.PI - ringColatitude(nside, 4 * nside - ring)
  if (ring >= nside) return Math.acos(((2 * nside - ring) * 2) / (3 * nside))
  const depth = (ring * ring) / (3 * nside * nside)
  return Math.atan2(Math.sqrt(depth * (2 - depth)), 1 - depth)
}

/** The last ring at or north of z = sin(latitude); 0 if even the first lies south of it. */
export function ringAbove(nside: number, z: number): number {
  const height = Math.abs(z)
  if (height <= 2 / 3) return Math.floor(nside * (2 - 1.5 * z))
  const ring = Math.floor(nside * Math.sqrt(3 * (1 - height)))
  return z > 0 ? ring : 4 * nside - ring - 1
}

/** Numbers per ring in a ring table. */
export const RING_STRIDE = 4

/**
 * All rings as one flat table for inner loops, RING_STRIDE numbers per ring: colatitude, pixels per radian, offset,
 * start. Entry 0 is the north pole and entry 4 nside the south pole: colatitude only.
 */
export function ringTable(nside: number): Float64Array {
  const table = new Float64Array((4 * nside + 1) * RING_STRIDE)
  for (let ring = 1; ring < 4 * nside; ring++) {
    const { start, count, offset } = ringOf(nside, ring)
    table.set([ringColatitude(nside, ring), count / (2 * Math.PI), offset, start], ring * RING_STRIDE)
  }
  table[4 * nside * RING_STRIDE] = Math.PI
  return table
}
