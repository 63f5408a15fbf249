import { fromVector } from '../../../src-shared/sky/frames.ts'
import type { ImageSampler } from '../../../src-shared/sky/image/image-sampler.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'

/** `fillPatch` for an image: bilinear values at the patch's pixels, NaN outside the image. */
export function fillImagePatch(
  { interpolate }: ImageSampler,
  { centre, east, north }: TangentPlane,
  geometry: PatchGeometry,
  out: Float64Array,
  every = 1,
): void {
  const { size } = geometry
  const step = pixelWidth(geometry) * DEGREE
  const half = (size - 1) / 2
  let at = 0
  for (let row = 0; row < size; row += every) {
    const eta = (row - half) * step
    for (let column = 0; column < size; column += every) {
      const xi = (half - column) * step
      const [lon, lat] = fromVector([
        centre[0] + xi * east[0] + eta * north[0],
        centre[1] + xi * east[1] + eta * north[1],
        centre[2] + xi * east[2] + eta * north[2],
      ])
      out[at++] = interpolate(lon, lat)
    }
  }
}
