import { convert, dot, fromVector, toVector, type Vector } from '../../../src-shared/sky/frames.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'

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
export function dataRegion({ nside, ordering, frame, values }: HealpixMap): DataRegion {
  let known = 0
  for (const value of values) if (!Number.isNaN(value)) known++
  if (known === 0 || known > values.length / 2) return whole
  const stride = Math.ceil(known / sampleSize)
  const directions: Vector[] = []
  let seen = 0
  for (let pixel = 0; pixel < values.length; pixel++) {
    if (Number.isNaN(values[pixel]) || seen++ % stride > 0) continue
    directions.push(toVector(...pix2ang(nside, ordering, pixel)))
  }
  const sum = [0, 1, 2].map((axis) => directions.reduce((total, direction) => total + direction[axis], 0))
  const length = Math.hypot(...sum)
  if (length < 1e-6 * directions.length) return whole
  const centre: Vector = [sum[0] / length, sum[1] / length, sum[2] / length]
  const least = directions.reduce((cosine, direction) => Math.min(cosine, dot(centre, direction)), 1)
  // A pixel extends about its own width beyond its centre.
  const pixel = Math.sqrt(Math.PI / 3) / nside
  const diameter = (2 * (Math.acos(Math.max(-1, least)) + pixel) * 180) / Math.PI
  if (diameter >= 180) return whole
  const [ra, dec] = convert(frame, 'C', ...fromVector(centre))
  return { ra, dec, diameter }
}
