import { faceRing, gatherBits } from '../../../src-shared/sky/healpix/faces.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { placeFrom } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringOf } from '../../../src-shared/sky/healpix/rings.ts'
import { nestedNumbers, valueAtPixel, type SparseMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { tileWidth, type TilePlace } from './pyramid.ts'

/** Sets the pixel of a tile that is x steps to the north-east and y to the north-west of the southern one. */
export type Put = (x: number, y: number, value: number) => void

/**
 * Puts the means of a partial map's pixels under those of a tile, which are runs in NESTED order, in time that goes as
 * the number of its pixels on the rings of the tile.
 * @param map in RING order, finer than the tile
 */
export function putSparseMeans(map: SparseMap, place: TilePlace, isCyclic: boolean, put: Put): void {
  for (let pixel = 0; pixel < tileWidth ** 2; pixel++) put(gatherBits(pixel), gatherBits(pixel >> 1), NaN)
  const inTile = (map.nside / 2 ** place.order) ** 2
  const run = inTile / tileWidth ** 2
  const nested = nestedNumbers(map, ...placesOnRings(map, place))
  const first = place.number * inTile
  let at = nested.findIndex((pixel) => pixel >= first)
  if (at < 0) return
  while (at < nested.length && nested[at] < first + inTile) {
    const pixel = Math.floor((nested[at] - first) / run)
    const end = first + (pixel + 1) * run
    let [sum, count] = [0, 0]
    for (; at < nested.length && nested[at] < end; at++) {
      if (isCyclic && count === 1) continue
      const value = valueAtPixel(map, nest2ring(map.nside, nested[at]))
      if (value !== value) continue // NaN
      sum += value
      count++
    }
    if (count > 0) put(gatherBits(pixel), gatherBits(pixel >> 1), sum / count)
  }
}

/** Places in the list of the first pixel on the rings of a tile, and of the first one south of them. */
function placesOnRings({ nside, list }: SparseMap, { order, number }: TilePlace): [begin: number, end: number] {
  const side = nside / 2 ** order
  const within = number % 4 ** order
  const corner = (gatherBits(within) + gatherBits(within >> 1)) * side
  const south = faceRing[Math.floor(number / 4 ** order)] * nside - corner - 1
  const startOf = (ring: number) => ringOf(nside, ring).start
  return [placeFrom(list, startOf(south - 2 * (side - 1))), placeFrom(list, startOf(south + 1))]
}
