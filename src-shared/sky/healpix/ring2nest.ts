import { ang2pixNest } from './ang2pix.ts'
import { pix2angRing } from './pix2ang.ts'

/** RING pixel number to NESTED pixel number, through the pixel's centre, which is far from any pixel border. */
export function ring2nest(nside: number, pixel: number): number {
  const [lon, lat] = pix2angRing(nside, pixel)
  return ang2pixNest(nside, lon, lat)
}
