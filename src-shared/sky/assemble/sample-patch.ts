import { discRows } from '../healpix/disc-rows.ts'
import type { MapValues } from '../healpix/map.ts'
import { ringOf, RING_STRIDE } from '../healpix/rings.ts'
import { DEGREE } from '../position.ts'
import type { TangentPlane } from '../projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../projection/patch-pixels.ts'

/** A map's pixels, as `samplePatch` needs them, and the patches' geometry. */
export interface PatchSampling {
  nside: number
  /** `ringTable(nside)` */
  rings: Float64Array
  geometry: PatchGeometry
  /** `sideWeights(geometry.size)` */
  side: Float64Array
  /** First and last ring to visit. */
  band: readonly [first: number, last: number]
}

/** Radius in radians of the disc about a patch's centre that its corners lie on. @param width degrees of the plane */
export const discOfPatch = (width: number): number => Math.atan(Math.SQRT1_2 * width * DEGREE)

/** A weight this small is a pixel on the border, give or take rounding. */
const leastWeight = 1e-30

/**
 * Visits the RING pixels of a map whose centres lie inside a patch, with the patch's bilinear value and its weight there.
 * Where one of the four pixels around the centre is missing (NaN), there is no value.
 * @param patch [row, column], row 0 south, column 0 east
 * @param plane in the frame of the map
 */
export function samplePatch(
  { nside, rings, geometry, side, band: [first, lastRing] }: PatchSampling,
  patch: MapValues,
  { centre, east, north }: TangentPlane,
  visit: (pixel: number, value: number, weight: number) => void,
): void {
  const { size, width } = geometry
  const perPlane = 1 / (pixelWidth(geometry) * DEGREE)
  const last = size - 1
  const half = last / 2
  discRows(nside, centre, discOfPatch(width), (ring, west, length) => {
    if (ring < first || ring > lastRing) return
    const { start, count } = ringOf(nside, ring)
    const at = ring * RING_STRIDE
    const [height, radius] = [Math.cos(rings[at]), Math.sin(rings[at])]
    // From pixel to pixel the vector turns by the same angle, which is cheaper than a cosine and a sine for each.
    const [cosStep, sinStep] = [Math.cos(1 / rings[at + 1]), Math.sin(1 / rings[at + 1])]
    const longitude = (west + rings[at + 2]) / rings[at + 1]
    let [nextX, nextY] = [radius * Math.cos(longitude), radius * Math.sin(longitude)]
    const [centreX, centreY, centreZ] = [centre[0], centre[1], height * centre[2]]
    const [eastX, eastY, eastZ] = [east[0], east[1], height * east[2]]
    const [northX, northY, northZ] = [north[0], north[1], height * north[2]]
    for (let k = 0; k < length; k++) {
      const x = nextX
      const y = nextY
      nextX = x * cosStep - y * sinStep
      nextY = x * sinStep + y * cosStep
      const pixels = perPlane / (x * centreX + y * centreY + centreZ)
      const column = half - (x * eastX + y * eastY + eastZ) * pixels
      if (!(column >= 0 && column <= last)) continue
      const row = half + (x * northX + y * northY + northZ) * pixels
      if (!(row >= 0 && row <= last)) continue
      const i = column < last ? column | 0 : last - 1
      const j = row < last ? row | 0 : last - 1
      const right = column - i
      const up = row - j
      const weight = (side[i] + right * (side[i + 1] - side[i])) * (side[j] + up * (side[j + 1] - side[j]))
      if (!(weight > leastWeight)) continue
      const corner = j * size + i
      const below = patch[corner] + right * (patch[corner + 1] - patch[corner])
      const above = patch[corner + size] + right * (patch[corner + size + 1] - patch[corner + size])
      const value = below + up * (above - below)
      if (value !== value) continue // NaN
      visit(start + (west + k < count ? west + k : west + k - count), value, weight)
    }
  })
}
