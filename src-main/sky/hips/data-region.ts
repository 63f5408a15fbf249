import { convert, dot, fromVector, toVector, type Vector } from '../../../src-shared/sky/frames.ts'
import { isImage, isSparse, pixelsOfField, type SkyField } from '../../../src-shared/sky/field.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { imageProjection, pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'

/** Number of pixels to sample; more would not move the circle visibly. */
const sampleSize = 20_000

/** Centre (equatorial) and diameter in degrees of a circle around a map's data; 180 if no smaller one contains them. */
export interface DataRegion {
  ra: number
  dec: number
  diameter: number
}

/** The whole sky, centred on the Galactic centre. */
const whole: DataRegion = { ra: 266.405, dec: -28.936, diameter: 180 }

/** Circle around the data of a map, centred on the mean direction of the pixels with data. */
export function dataRegion(field: SkyField): DataRegion {
  const { frame, values } = field
  let known = 0
  const enough = isImage(field) ? values.length : pixelsOfField(field) / 2
  const pixelOf = isSparse(field) ? (place: number) => field.list.pixels[place] : (place: number) => place
  for (let i = 0; i < values.length && known <= enough; i++) if (!Number.isNaN(values[i])) known++
  if (known === 0 || known > enough) return whole
  const directionOf = pixelDirections(field)
  const stride = Math.ceil(known / sampleSize)
  const directions: Vector[] = []
  let seen = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]) || seen++ % stride > 0) continue
    const direction = directionOf(pixelOf(i))
    if (direction) directions.push(direction)
  }
  const sum = [0, 1, 2].map((axis) => directions.reduce((total, direction) => total + direction[axis], 0))
  const length = Math.hypot(...sum)
  if (length < 1e-6 * directions.length) return whole
  const centre: Vector = [sum[0] / length, sum[1] / length, sum[2] / length]
  const least = directions.reduce((cosine, direction) => Math.min(cosine, dot(centre, direction)), 1)
  // A pixel extends about its own width beyond its centre.
  const pixel = DEGREE * (isImage(field) ? pixelSideOf(field.wcs) : healpixPixelSide(field.nside))
  const diameter = (2 * (Math.acos(Math.max(-1, least)) + pixel) * 180) / Math.PI
  if (diameter >= 180) return whole
  const [ra, dec] = convert(frame, 'C', ...fromVector(centre))
  return { ra, dec, diameter }
}

/** Directions of the pixels; null for a pixel of an image that shows no sky. */
function pixelDirections(field: SkyField): (pixel: number) => Vector | null {
  if (!isImage(field)) return (pixel) => toVector(...pix2ang(field.nside, field.ordering, pixel))
  const { toSky } = imageProjection(field.wcs)
  return (pixel) => {
    const position = toSky(pixel % field.width, Math.floor(pixel / field.width))
    return position && toVector(...position)
  }
}
