import { fromVector } from '../../../src-shared/sky/frames.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { imageSampler } from '../../../src-shared/sky/image/image-sampler.ts'
import type { SkyImage } from '../../../src-shared/sky/image/sky-image.ts'
import { stokesTurnAt } from '../../../src-shared/sky/parallel-transport.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import type { StokesFiller } from './cut-stokes.ts'

/**
 * `fillStokes` for an image, whose Q and U refer to the meridians of its celestial frame, not to its rows and columns:
 * each of the four pixels around a position is turned before it is interpolated.
 * @throws WcsError for an image whose coordinates have no solution
 */
export function imageStokesFiller(image: SkyImage, stokes: { q: MapValues; u: MapValues }): StokesFiller {
  const { width, wcs } = image
  const { pixelsAround } = imageSampler(image)
  const { toSky } = imageProjection(wcs)
  const square = new Float64Array(6)
  const turn = new Float64Array(2)
  return (plane, geometry, q, u) => {
    // A pixel is asked for by about four positions, and its own position is costly.
    const turned = new Map<number, readonly [q: number, u: number]>()
    const at = (pixel: number) => {
      const known = turned.get(pixel)
      if (known) return known
      const place = toSky(pixel % width, Math.floor(pixel / width))
      if (place) stokesTurnAt(plane, place[0], place[1], turn)
      else turn.fill(NaN)
      const [ownQ, ownU] = [stokes.q[pixel], stokes.u[pixel]]
      const found = [ownQ * turn[0] - ownU * turn[1], ownQ * turn[1] + ownU * turn[0]] as const
      turned.set(pixel, found)
      return found
    }
    eachPixel(plane, geometry, (i, lon, lat) => {
      if (!pixelsAround(lon, lat, square)) {
        q[i] = u[i] = NaN
        return
      }
      const [right, up] = [square[4], square[5]]
      const corners = [at(square[0]), at(square[1]), at(square[2]), at(square[3])]
      const mean = (c: 0 | 1) => {
        const lower = corners[0][c] * (1 - right) + corners[1][c] * right
        const upper = corners[2][c] * (1 - right) + corners[3][c] * right
        return lower * (1 - up) + upper * up
      }
      q[i] = mean(0)
      u[i] = mean(1)
    })
  }
}

/** Calls back with the position of every pixel of a patch, in the frame of the plane's vectors, row by row. */
function eachPixel(
  { centre, east, north }: TangentPlane,
  geometry: PatchGeometry,
  call: (i: number, lon: number, lat: number) => void,
): void {
  const { size } = geometry
  const step = pixelWidth(geometry) * DEGREE
  const half = (size - 1) / 2
  for (let i = 0; i < size * size; i++) {
    const [xi, eta] = [(half - (i % size)) * step, (Math.floor(i / size) - half) * step]
    const [lon, lat] = fromVector([
      centre[0] + xi * east[0] + eta * north[0],
      centre[1] + xi * east[1] + eta * north[1],
      centre[2] + xi * east[2] + eta * north[2],
    ])
    call(i, lon, lat)
  }
}
