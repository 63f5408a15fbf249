import { dot, toVector, type Vector } from '../frames.ts'
import { imageProjection, pixelSideOf } from '../projection/wcs/image-projection.ts'
import { DEGREE } from '../position.ts'
import type { SkyImage } from './sky-image.ts'

/** Pixels to look at along each side; between them a projection's outline hardly bulges. */
const samples = 60

/** A circle around all pixels of an image: its centre in the image's frame, and radius in radians; pi for the sphere. */
export function imageCircle({ width, height, wcs }: Pick<SkyImage, 'width' | 'height' | 'wcs'>): {
  centre: Vector
  radius: number
} {
  const { toSky } = imageProjection(wcs)
  const across = Math.min(samples, width)
  const along = Math.min(samples, height)
  const directions: Vector[] = []
  for (let i = 0; i <= across; i++) {
    for (let j = 0; j <= along; j++) {
      const position = toSky((i / across) * width - 0.5, (j / along) * height - 0.5)
      if (position) directions.push(toVector(...position))
    }
  }
  const [x, y, z] = [0, 1, 2].map((axis) => directions.reduce((sum, direction) => sum + direction[axis], 0))
  const length = Math.hypot(x, y, z)
  if (!(length > 0.2 * directions.length)) return { centre: [1, 0, 0], radius: Math.PI }
  const centre: Vector = [x / length, y / length, z / length]
  const least = directions.reduce((cosine, direction) => Math.min(cosine, dot(centre, direction)), 1)
  const spacing = Math.max(width / across, height / along) * pixelSideOf(wcs) * DEGREE
  return { centre, radius: Math.min(Math.PI, Math.acos(Math.max(-1, least)) + spacing) }
}
