import { discRows } from '../healpix/disc-rows.ts'
import { ringOf, RING_STRIDE } from '../healpix/rings.ts'
import { DEGREE } from '../position.ts'
import type { TangentPlane } from '../projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../projection/patch-pixels.ts'

/** A map's pixels and the geometry of patches. */
export interface PixelSearch {
  nside: number
  /** `ringTable(nside)` */
  rings: Float64Array
  geometry: PatchGeometry
  /** First and last ring to visit. */
  band: readonly [first: number, last: number]
  /** Radius about the patch's centre within which all that is looked for lies, degrees of the plane; by default the whole patch. */
  within?: number
}

/** Radius in radians of the disc about a patch's centre that its corners lie on. @param width degrees of the plane */
export const discOfPatch = (width: number): number => Math.atan(Math.SQRT1_2 * width * DEGREE)

/**
 * Visits the RING pixels of a map whose centres lie inside a patch, with their place in it: 0 to size - 1 from column 0
 * (east) and row 0 (south).
 * @param plane in the frame of the map
 */
export function pixelsInPatch(
  { nside, rings, geometry, band: [first, lastRing], within }: PixelSearch,
  { centre, east, north }: TangentPlane,
  visit: (pixel: number, column: number, row: number) => void,
): void {
  const { size, width } = geometry
  const perPlane = 1 / (pixelWidth(geometry) * DEGREE)
  const last = size - 1
  const half = last / 2
  const radius = within === undefined ? discOfPatch(width) : Math.atan(within * DEGREE)
  discRows(nside, centre, radius, (ring, west, length) => {
    if (ring < first || ring > lastRing) return
    const { start, count } = ringOf(nside, ring)
    const at = ring * RING_STRIDE
    const [height, ringRadius] = [Math.cos(rings[at]), Math.sin(rings[at])]
    // From pixel to pixel the vector turns by the same angle, which is cheaper than a cosine and a sine for each.
    const [cosStep, sinStep] = [Math.cos(1 / rings[at + 1]), Math.sin(1 / rings[at + 1])]
    const longitude = (west + rings[at + 2]) / rings[at + 1]
    let [nextX, nextY] = [ringRadius * Math.cos(longitude), ringRadius * Math.sin(longitude)]
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
      visit(start + (west + k < count ? west + k : west + k - count), column, row)
    }
  })
}
