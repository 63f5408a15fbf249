import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { RING_STRIDE } from '../../../src-shared/sky/healpix/rings.ts'
import { valueAtPixel, type SparseMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'

/**
 * `fillPatch` for a partial map, to the last bit: the same arithmetic, with a search for each pixel. It is apart from
 * the inner loop of full maps, which a choice between the two would slow down.
 * @param map in RING order
 * @param rings its `ringTable`
 */
export function fillSparsePatch(
  map: SparseMap,
  rings: Float64Array,
  { centre, east, north }: TangentPlane,
  geometry: PatchGeometry,
  out: Float64Array,
  every = 1,
): void {
  const { nside } = map
  const { size } = geometry
  const step = (pixelWidth(geometry) * Math.PI) / 180
  const half = (size - 1) / 2
  const last = 4 * nside - 1
  const capOf = (first: number) =>
    (valueAtPixel(map, first) +
      valueAtPixel(map, first + 1) +
      valueAtPixel(map, first + 2) +
      valueAtPixel(map, first + 3)) /
    4
  /** Linear between the two pixels of a ring on either side of a longitude in radians. */
  const onRing = (ring: number, phi: number): number => {
    const at = ring * RING_STRIDE
    const along = phi * rings[at + 1] - rings[at + 2]
    const west = Math.floor(along)
    const start = rings[at + 3]
    const count = 4 * Math.min(ring, nside, last + 1 - ring)
    const first = valueAtPixel(map, start + (west < 0 ? west + count : west))
    const second = valueAtPixel(map, start + (west + 1 === count ? 0 : west + 1))
    return first + (along - west) * (second - first)
  }
  for (let row = 0, at = 0; row < size; row += every) {
    const eta = (row - half) * step
    const [rowX, rowY, rowZ] = [0, 1, 2].map((axis) => centre[axis] + eta * north[axis])
    for (let column = 0; column < size; column += every) {
      const xi = (half - column) * step
      const x = rowX + xi * east[0]
      const y = rowY + xi * east[1]
      const height = rowZ + xi * east[2]
      const planar = x * x + y * y
      const above = ringNorthOf(nside, height / Math.sqrt(planar + height * height))
      let phi = Math.atan2(y, x)
      if (phi < 0) phi += 2 * Math.PI
      if (phi >= 2 * Math.PI) phi = 0 // a tiny negative angle rounds up to a whole turn
      const theta = rings[above * RING_STRIDE]
      const colatitude = Math.atan2(Math.sqrt(planar), height)
      const share = (colatitude - theta) / (rings[(above + 1) * RING_STRIDE] - theta)
      const upper = above === 0 ? capOf(0) : onRing(above, phi)
      const lower = above < last ? onRing(above + 1, phi) : capOf(npixOf(nside) - 4)
      out[at++] = upper + share * (lower - upper)
    }
  }
}

/** The last ring at or north of a height z, rounded as in `fillPatch`. */
function ringNorthOf(nside: number, z: number): number {
  const polar = Math.sqrt(3) * nside
  if (z > 2 / 3) return (polar * Math.sqrt(1 - z)) | 0
  if (z < -2 / 3) return 4 * nside - ((polar * Math.sqrt(1 + z)) | 0) - 1
  return (2 * nside - 1.5 * nside * z) | 0
}
