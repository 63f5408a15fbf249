import { convert, dot, toVector } from '../../../src-shared/sky/frames.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { imageCircle } from '../../../src-shared/sky/image/image-circle.ts'
import type { SkyImage } from '../../../src-shared/sky/image/sky-image.ts'

/**
 * Tells tiles that may show an image from those that are beyond its circle.
 * @param order of the tiles
 * @param frame of the tiles
 */
export function tilesNear(image: SkyImage, order: number, frame: 'G' | 'C'): (tile: number) => boolean {
  const { centre, radius } = imageCircle(image)
  // More than the distance from the centre of a tile to its corners: two of its widths, radians.
  const reach = radius + (2 * Math.sqrt(Math.PI / 3)) / 2 ** order
  if (reach >= Math.PI) return () => true
  const least = Math.cos(reach)
  return (tile) =>
    dot(centre, toVector(...convert(frame, image.frame, ...pix2ang(2 ** order, 'NESTED', tile)))) >= least
}
