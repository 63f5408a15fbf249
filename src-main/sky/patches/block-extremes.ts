import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { placeFrom, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { discRows } from '../../../src-shared/sky/healpix/disc-rows.ts'
import { ringOf } from '../../../src-shared/sky/healpix/rings.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

/** Range of some pixels, and whether any is missing. */
export interface Extremes {
  min: number
  max: number
  missing: boolean
}

/** Ranges of runs of 64 values of a map in RING order: neighbouring pixels, or neighbours in its list of pixels. */
export interface BlockExtremes {
  min: Float64Array
  max: Float64Array
  missing: Uint8Array
}

const BLOCK = 6

/** @param values of a map in RING order, of all its pixels or of a list */
export function blockExtremes(values: MapValues): BlockExtremes {
  const blocks = ((values.length - 1) >> BLOCK) + 1
  const min = new Float64Array(blocks).fill(Infinity)
  const max = new Float64Array(blocks).fill(-Infinity)
  const missing = new Uint8Array(blocks)
  for (let block = 0; block < blocks; block++) {
    const end = Math.min(values.length, (block + 1) << BLOCK)
    for (let i = block << BLOCK; i < end; i++) {
      const value = values[i]
      if (!Number.isFinite(value)) missing[block] = 1
      else {
        if (value < min[block]) min[block] = value
        if (value > max[block]) max[block] = value
      }
    }
  }
  return { min, max, missing }
}

/**
 * Upper limit of the distance, in pixels, from a point to the four pixels that it is interpolated from (Gorski et al.
 * 2005, Sec. 4.1).
 */
const REACH = 3

/**
 * Bounds on all pixels that interpolation within a disc may read: those within a slightly larger disc.
 * @param radius of the disc about the centre of the plane, radians
 * @param list pixels of the values that the blocks are of; all if left out
 */
export function extremesAround(
  { centre }: TangentPlane,
  radius: number,
  nside: number,
  blocks: BlockExtremes,
  list?: PixelList,
): Extremes {
  const found: Extremes = { min: Infinity, max: -Infinity, missing: false }
  const include = (firstPixel: number, lastPixel: number) => {
    const [from, to] = list
      ? [placeFrom(list, firstPixel), placeFrom(list, lastPixel + 1) - 1]
      : [firstPixel, lastPixel]
    if (to - from < lastPixel - firstPixel) found.missing = true
    if (to < from) return
    for (let block = from >> BLOCK; block <= to >> BLOCK; block++) {
      found.min = Math.min(found.min, blocks.min[block])
      found.max = Math.max(found.max, blocks.max[block])
      if (blocks.missing[block]) found.missing = true
    }
  }
  discRows(nside, centre, radius + (REACH * Math.sqrt(Math.PI / 3)) / nside, (ring, west, length) => {
    const { start, count } = ringOf(nside, ring)
    const end = west + length
    include(start + west, start + Math.min(end, count) - 1)
    if (end > count) include(start, start + end - count - 1)
  })
  return found
}
