import { ang2pixNest } from './ang2pix.ts'
import { pix2angRing } from './pix2ang.ts'

/** RING pixel number to NESTED pixel number, by way of the pixel's centre, which lies far from every border. */
export function ring2nest(nside: number, pixel: number): number {
  const [lon, lat] = pix2angRing(nside, pixel)
  return ang2pixNest(nside, lon, lat)
}
