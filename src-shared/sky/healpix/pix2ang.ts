import type { Ordering } from './map.ts'
import { nest2ring } from './nest2ring.ts'
import { ringColatitude, ringOf } from './rings.ts'

/** Centre of a pixel: [lon, lat] in degrees, lon in [0, 360). */
export const pix2ang = (nside: number, ordering: Ordering, pixel: number): [lon: number, lat: number] =>
  pix2angRing(nside, ordering === 'RING' ? pixel : nest2ring(nside, pixel))

/** Centre of a RING pixel: [lon, lat] in degrees. */
export function pix2angRing(nside: number, pixel: number): [lon: number, lat: number] {
  const number = ringOfPixel(nside, pixel)
  const { start, count, offset } = ringOf(nside, number)
  return [((pixel - start + offset) * 360) / count, 90 - (ringColatitude(nside, number) * 180) / Math.PI]
}

/** Ring (from 1) on which a RING pixel lies. */
export function ringOfPixel(nside: number, pixel: number): number {
  const capPixels = 2 * nside * (nside - 1)
  const npix = 12 * nside * nside
  if (pixel < capPixels) return Math.floor((1 + Math.sqrt(1 + 2 * pixel)) / 2)
  if (pixel < npix - capPixels) return nside + Math.floor((pixel - capPixels) / (4 * nside))
  return 4 * nside - Math.floor((1 + Math.sqrt(2 * (npix - pixel) - 1)) / 2)
}
