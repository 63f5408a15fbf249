import { isImage, type SkyField } from './field.ts'
import { rotationBetween, toVector, type Vector } from './frames.ts'
import { ringColatitude, ringOf } from './healpix/rings.ts'
import { valueAtPixel, type AnyHealpixMap } from './healpix/sparse-map.ts'
import type { SkyImage } from './image/sky-image.ts'
import { imageProjection } from './projection/wcs/image-projection.ts'
import { DEGREE } from './position.ts'

/** Pixels of a map by Galactic latitude, in bins of equal area from south to north. */
export interface LatitudeCounts {
  /** Pixels whose centres lie in each bin. */
  pixels: number[]
  /** How many of them have no value. */
  missing: number[]
}

/** Edges of bins that cover equal areas of the sphere, degrees, from -90 to 90. */
export const equalAreaLatitudes = (bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => Math.asin(Math.min(1, (2 * i) / bins - 1)) / DEGREE)

export const noLatitudes = (bins: number): LatitudeCounts => ({
  pixels: new Array<number>(bins).fill(0),
  missing: new Array<number>(bins).fill(0),
})

/** Rows of pixels that can be counted one by one: rings of a HEALPix map in RING order, or rows of an image. */
export const rowsOfField = (field: SkyField): number => (isImage(field) ? field.height : 4 * field.nside - 1)

/** A function that adds one row of a field to the counts. @throws WcsError for an image without coordinates */
export const latitudeCounter = (field: SkyField, counts: LatitudeCounts): ((row: number) => void) =>
  isImage(field) ? ofImage(field, counts) : ofHealpix(field, counts)

const count = ({ pixels, missing }: LatitudeCounts, sinLatitude: number, value: number) => {
  const bin = Math.min(pixels.length - 1, Math.max(0, Math.floor(((sinLatitude + 1) / 2) * pixels.length)))
  pixels[bin]++
  if (Number.isNaN(value)) missing[bin]++
}

/** The sine of Galactic latitude is the product with the Galactic pole, in the frame of the map. */
const poleIn = (frame: SkyField['frame']): Vector => rotationBetween(frame, 'G')[2]

function ofHealpix(map: AnyHealpixMap, counts: LatitudeCounts) {
  const { nside, frame } = map
  const [x, y, z] = poleIn(frame)
  const across = Math.hypot(x, y)
  const along = Math.atan2(y, x)
  return (row: number) => {
    const ring = row + 1
    const { start, count: length, offset } = ringOf(nside, ring)
    const colatitude = ringColatitude(nside, ring)
    const height = Math.cos(colatitude) * z
    const radius = Math.sin(colatitude) * across
    for (let i = 0; i < length; i++) {
      const sine = frame === 'G' ? height : height + radius * Math.cos((2 * Math.PI * (i + offset)) / length - along)
      count(counts, sine, valueAtPixel(map, start + i))
    }
  }
}

function ofImage({ width, frame, wcs, values }: SkyImage, counts: LatitudeCounts) {
  const pole = poleIn(frame)
  const { toSky } = imageProjection(wcs)
  return (row: number) => {
    for (let column = 0; column < width; column++) {
      const sky = toSky(column, row)
      if (!sky) continue
      const [x, y, z] = toVector(...sky)
      count(counts, pole[0] * x + pole[1] * y + pole[2] * z, values[row * width + column])
    }
  }
}
