import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { placeIn, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringAbove, ringColatitude, ringOf } from '../../../src-shared/sky/healpix/rings.ts'
import { stokesTurn } from '../../../src-shared/sky/parallel-transport.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'

/** Q and U of one polarised map in RING order, with U as in HEALPix, and its rings (`stokesRings`). */
export interface StokesMap {
  nside: number
  q: MapValues
  u: MapValues
  rings: Float64Array
  /** the pixels of a partial map that q and u are the values of */
  list?: PixelList
}

/** Fills Q and U of a patch on its own axes: float64 [row, column], NaN where there are no data. */
export type StokesFiller = (plane: TangentPlane, geometry: PatchGeometry, q: Float64Array, u: Float64Array) => void

/** Numbers per ring in the table of `stokesRings`. */
const stride = 8

/**
 * All rings, from 1: colatitude, its sine and cosine, cosine and sine of the angle between two pixels, number of
 * pixels, offset, first pixel. The poles, 0 and 4 nside, have a colatitude only.
 */
export function stokesRings(nside: number): Float64Array {
  const table = new Float64Array((4 * nside + 1) * stride)
  for (let ring = 1; ring < 4 * nside; ring++) {
    const { start, count, offset } = ringOf(nside, ring)
    const colatitude = ringColatitude(nside, ring)
    const apart = (2 * Math.PI) / count
    const angles = [colatitude, Math.sin(colatitude), Math.cos(colatitude), Math.cos(apart), Math.sin(apart)]
    table.set([...angles, count, offset, start], ring * stride)
  }
  table[4 * nside * stride] = Math.PI
  return table
}

/**
 * One gnomonic cut of Q and U on the patch's own axes. Each of the four map pixels around a position is turned before
 * it is interpolated: near a pole of the map their meridians point in different directions, and a mean of Q on
 * different axes would be of nothing.
 * @param q, u output, float64 [row, column], row 0 south, column 0 east; NaN where the map has no data
 */
export function fillStokes(
  map: StokesMap,
  plane: TangentPlane,
  geometry: PatchGeometry,
  q: Float64Array,
  u: Float64Array,
): void {
  const { nside, rings } = map
  const { centre, east, north } = plane
  const { size } = geometry
  const step = (pixelWidth(geometry) * Math.PI) / 180
  const half = (size - 1) / 2
  const last = 4 * nside - 1
  const sum = new Float64Array(2)
  for (let row = 0, at = 0; row < size; row++) {
    const eta = (row - half) * step
    for (let column = 0; column < size; column++, at++) {
      const xi = (half - column) * step
      const x = centre[0] + eta * north[0] + xi * east[0]
      const y = centre[1] + eta * north[1] + xi * east[1]
      const height = centre[2] + eta * north[2] + xi * east[2]
      const planar = Math.sqrt(x * x + y * y)
      const colatitude = Math.atan2(planar, height)
      const longitude = Math.atan2(y, x)
      let above = Math.min(last, ringAbove(nside, height / Math.sqrt(planar * planar + height * height)))
      // Rounding may put a position on a ring to the wrong side of it.
      while (above > 0 && rings[above * stride] > colatitude) above--
      const from = rings[above * stride]
      const share = (colatitude - from) / (rings[(above + 1) * stride] - from)
      sum.fill(0)
      if (above === 0) addPole(map, plane, 1, 1 - share, sum)
      else addRing(map, plane, above, longitude, 1 - share, sum)
      if (above === last) addPole(map, plane, last, share, sum)
      else addRing(map, plane, above + 1, longitude, share, sum)
      q[at] = sum[0]
      u[at] = sum[1]
    }
  }
}

const turn = new Float64Array(2)

/** Adds a pixel, turned, to (Q, U). @param x, y, z its unit vector */
function add(
  map: StokesMap,
  plane: TangentPlane,
  pixel: number,
  x: number,
  y: number,
  z: number,
  weight: number,
  sum: Float64Array,
) {
  stokesTurn(plane, x, y, z, turn)
  const { list } = map
  const place = list ? placeIn(list, pixel) : pixel
  const [q, u] = place < 0 ? [NaN, NaN] : [map.q[place], map.u[place]]
  sum[0] += weight * (q * turn[0] - u * turn[1])
  sum[1] += weight * (q * turn[1] + u * turn[0])
}

/** Adds the two pixels of a ring on either side of a longitude. */
function addRing(
  map: StokesMap,
  plane: TangentPlane,
  ring: number,
  longitude: number,
  weight: number,
  sum: Float64Array,
) {
  const { rings } = map
  const at = ring * stride
  const [radius, z, cosApart, sinApart] = [rings[at + 1], rings[at + 2], rings[at + 3], rings[at + 4]]
  const [count, offset, start] = [rings[at + 5], rings[at + 6], rings[at + 7]]
  const turns = longitude / (2 * Math.PI)
  const along = (turns < 0 ? turns + 1 : turns) * count - offset
  const west = Math.floor(along)
  const share = along - west
  const angle = ((west + offset) * 2 * Math.PI) / count
  const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)]
  add(map, plane, start + ((west + count) % count), x, y, z, weight * (1 - share), sum)
  const next = start + ((west + 1) % count)
  add(map, plane, next, x * cosApart - y * sinApart, x * sinApart + y * cosApart, z, weight * share, sum)
}

/** Adds the mean of the four pixels around a pole, which is its value as in HEALPix. */
function addPole(map: StokesMap, plane: TangentPlane, ring: number, weight: number, sum: Float64Array) {
  const at = ring * stride
  const reach = map.rings[at + 1] * Math.SQRT1_2
  const start = map.rings[at + 7]
  for (let k = 0; k < 4; k++) {
    const [x, y] = [k === 0 || k === 3 ? reach : -reach, k < 2 ? reach : -reach]
    add(map, plane, start + k, x, y, map.rings[at + 2], weight / 4, sum)
  }
}
