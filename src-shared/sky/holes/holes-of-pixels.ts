import { apply, fromVector, rotationBetween, toVector } from '../frames.ts'
import type { Frame } from '../healpix/map.ts'
import { pix2angRing } from '../healpix/pix2ang.ts'
import { DEGREE } from '../position.ts'
import { circleAround } from './circle-around.ts'
import type { Hole, HoleGrid } from './hole.ts'
import { linkNear } from './link-near.ts'

/**
 * The holes that pixels make in a map: pixels within the margin of each other belong to one.
 * @param pixels RING numbers, ascending
 */
export function holesOfPixels(pixels: Uint32Array, frame: Frame, { nside, margin }: HoleGrid): Hole[] {
  const toGalactic = rotationBetween(frame, 'G')
  const axes = Array.from(pixels, (pixel) => apply(toGalactic, toVector(...pix2angRing(nside, pixel))))
  // Half a pixel's diagonal: the circle is around the pixels, and not only their centres.
  const halfPixel = Math.sqrt(Math.PI / 6) / nside
  return linkNear(axes, margin).map((members) => {
    const { centre, radius } = circleAround(members.map((k) => axes[k]))
    const [lon, lat] = fromVector(centre)
    return {
      centre: { lon, lat },
      radius: (radius + halfPixel) / DEGREE,
      pixels: Uint32Array.from(members, (k) => pixels[k]),
      sources: [],
    }
  })
}
