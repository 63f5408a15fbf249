import { convert } from '../../../src-shared/sky/frames.ts'
import { ang2pixRing } from '../../../src-shared/sky/healpix/ang2pix.ts'
import { gatherBits, nestedInFace } from '../../../src-shared/sky/healpix/faces.ts'
import { orderOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { face2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'

/** Order of all tiles. Tiles have the map's resolution, so no deeper order is needed (HiPS 1.0, Sec. 4). */
export const tileOrder = 3

/** Number of tiles of this order. */
export const tileCount = 12 * 4 ** tileOrder

/** Pixels along a side of a map's tiles: the map's resolution, at least 64. */
export const tileWidth = (nside: number): number => {
  const order = orderOf(nside)
  const fine = order >= 0 ? nside : 2 ** Math.ceil(Math.log2(nside))
  return Math.max(64, fine / 2 ** tileOrder)
}

/** Frame of the tiles: that of the map, or Galactic for ecliptic maps, which are resampled. */
export const tileFrame = (map: Pick<HealpixMap, 'frame'>): 'G' | 'C' => (map.frame === 'C' ? 'C' : 'G')

/**
 * Values of one tile, float32 [width, width], with rows in FITS order: the first row has the largest x of the tile
 * (HiPS 1.0, Sec. 4.2.1: the tile's pixels in NESTED order, oriented with north up and east to the left).
 * @param map RING
 * @param tile 0 ... 767, NESTED at nside 8
 * @param zero subtracted from the values before they are rounded (`displayZero`)
 */
export function tileValues(map: HealpixMap, tile: number, zero = 0): Float32Array {
  const width = tileWidth(map.nside)
  const face = Math.floor(tile / 4 ** tileOrder)
  const within = tile % 4 ** tileOrder
  const x0 = gatherBits(within) * width
  const y0 = gatherBits(within >> 1) * width
  const nside = width * 2 ** tileOrder
  const lookUp = pixelLookUp(map, nside)
  const values = new Float32Array(width * width)
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < width; y++) {
      values[(width - 1 - x) * width + y] = map.values[lookUp(face, x0 + x, y0 + y)] - zero
    }
  }
  return values
}

/** RING pixel of the map under a pixel of a face at the tiles' nside. */
function pixelLookUp(map: HealpixMap, nside: number): (face: number, x: number, y: number) => number {
  const frame = tileFrame(map)
  if (orderOf(map.nside) >= 0 && frame === map.frame) {
    const coarser = Math.log2(nside / map.nside)
    return (face, x, y) => face2ring(map.nside, face, x >> coarser, y >> coarser)
  }
  return (face, x, y) => {
    const [lon, lat] = pix2ang(nside, 'NESTED', nestedInFace(nside, face, x, y))
    return ang2pixRing(map.nside, ...convert(frame, map.frame, lon, lat))
  }
}
