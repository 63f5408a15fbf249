import { isImage, isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { RING_STRIDE, ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { sparseInRings } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { imageSampler } from '../../../src-shared/sky/image/image-sampler.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { fillImagePatch } from './fill-image-patch.ts'
import { fillSparsePatch } from './fill-sparse-patch.ts'

/** A map as the inner loop needs it: RING values and the rings' geometry (`ringTable`). */
export type RingMap = { nside: number; values: MapValues; rings: Float64Array }

/** One gnomonic cut at a Galactic place, in map units, float64 [row, column]; NaN where the map has no data. */
export function cutPatch(field: SkyField, { lon, lat, rotation }: Place, geometry: PatchGeometry): Float64Array {
  const out = new Float64Array(geometry.size ** 2)
  patchFiller(field)(tangentPlane(lon, lat, field.frame, rotation), geometry, out)
  return out
}

/**
 * Fills patches from a field.
 * @param out float64 [row, column], row 0 south, column 0 east
 * @param every stride over rows and columns, to fill only a sample of the patch
 */
export type PatchFiller = (plane: TangentPlane, geometry: PatchGeometry, out: Float64Array, every?: number) => void

/** Prepares the cutting of many patches. @throws WcsError for an image whose coordinates have no solution */
export function patchFiller(field: SkyField): PatchFiller {
  if (isImage(field)) {
    const sampler = imageSampler(field)
    return (plane, geometry, out, every) => fillImagePatch(sampler, plane, geometry, out, every)
  }
  const { nside, ordering } = field
  if (isSparse(field)) {
    const [map, rings] = [sparseInRings(field), ringTable(nside)]
    return (plane, geometry, out, every) => fillSparsePatch(map, rings, plane, geometry, out, every)
  }
  const values = ordering === 'RING' ? field.values : reorder(field.values, 'NESTED', 'RING')
  const map = { nside, values, rings: ringTable(nside) }
  return (plane, geometry, out, every) => fillPatch(map, plane, geometry, out, every)
}

/**
 * The inner loop of every cut from a HEALPix map: `interpolationWeights` at each pixel of the plane, written out without allocations.
 * @param out, every as `PatchFiller`
 */
export function fillPatch(
  map: RingMap,
  plane: TangentPlane,
  geometry: PatchGeometry,
  out: Float64Array,
  every = 1,
): void {
  const { nside, values, rings } = map
  const { centre, east, north } = plane
  const { size } = geometry
  const step = (pixelWidth(geometry) * Math.PI) / 180
  const half = (size - 1) / 2
  const lastRing = 4 * nside
  const equatorial = 2 * nside
  const polar = Math.sqrt(3) * nside
  const turn = 2 * Math.PI
  const southCap = values.length - 4
  let at = 0
  for (let row = 0; row < size; row += every) {
    const eta = (row - half) * step
    const rowX = centre[0] + eta * north[0]
    const rowY = centre[1] + eta * north[1]
    const rowZ = centre[2] + eta * north[2]
    for (let column = 0; column < size; column += every) {
      const xi = (half - column) * step
      const x = rowX + xi * east[0]
      const y = rowY + xi * east[1]
      const height = rowZ + xi * east[2]
      const planar = x * x + y * y
      const z = height / Math.sqrt(planar + height * height)
      const colatitude = Math.atan2(Math.sqrt(planar), height)
      let phi = Math.atan2(y, x)
      if (phi < 0) phi += turn
      if (phi >= turn) phi = 0 // a tiny negative angle rounds up to a whole turn

      let above: number
      if (z > 2 / 3) above = (polar * Math.sqrt(1 - z)) | 0
      else if (z < -2 / 3) above = lastRing - ((polar * Math.sqrt(1 + z)) | 0) - 1
      else above = (equatorial - 1.5 * nside * z) | 0

      const ring = above * RING_STRIDE
      const theta = rings[ring]
      const share = (colatitude - theta) / (rings[ring + RING_STRIDE] - theta)
      let upper = 0
      let lower = 0
      if (above > 0) {
        const along = phi * rings[ring + 1] - rings[ring + 2]
        const west = Math.floor(along)
        const start = rings[ring + 3]
        const count = countOf(above, nside)
        const first = values[start + (west < 0 ? west + count : west)]
        const second = values[start + (west + 1 === count ? 0 : west + 1)]
        upper = first + (along - west) * (second - first)
      }
      if (above < lastRing - 1) {
        const next = ring + RING_STRIDE
        const along = phi * rings[next + 1] - rings[next + 2]
        const west = Math.floor(along)
        const start = rings[next + 3]
        const count = countOf(above + 1, nside)
        const first = values[start + (west < 0 ? west + count : west)]
        const second = values[start + (west + 1 === count ? 0 : west + 1)]
        lower = first + (along - west) * (second - first)
      } else lower = (values[southCap] + values[southCap + 1] + values[southCap + 2] + values[southCap + 3]) / 4
      if (above === 0) upper = (values[0] + values[1] + values[2] + values[3]) / 4
      out[at++] = upper + share * (lower - upper)
    }
  }
}

/** Pixels on a ring. */
const countOf = (ring: number, nside: number): number =>
  ring < nside ? 4 * ring : ring > 3 * nside ? 4 * (4 * nside - ring) : 4 * nside
