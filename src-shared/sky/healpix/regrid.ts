import { convert } from '../frames.ts'
import { SkyError } from '../sky-error.ts'
import { interpolateAt } from './interpolate.ts'
import { orderOf, type Frame, type HealpixMap, type Ordering } from './map.ts'
import { nest2ring } from './nest2ring.ts'
import { pix2ang } from './pix2ang.ts'
import { ring2nest } from './ring2nest.ts'

/** The pixels of a map. */
export interface Grid {
  nside: number
  ordering: Ordering
  frame: Frame
}

/** The value at a pixel; NaN where it is missing. */
export type PixelValue = (pixel: number) => number

/**
 * A map on the pixels of another grid: a function of the pixel, so that no second map is in memory.
 *
 * - Another ordering: the same values.
 * - A smaller nside: the mean of those pixels inside the new one that have a value, as healpy's ud_grade.
 * - A larger nside: the value of the pixel around the new one, as healpy's ud_grade.
 * - Another frame: bilinear interpolation at the rotated pixel centres of the finer of the two grids, as healpy's
 *   get_interp_val; missing if one of the four pixels is. Then the mean, if the new nside is smaller.
 *
 * Q and U must not be given another frame: their axes would have to be turned too.
 * @throws SkyError `nside` for NESTED order, or a change of nside, unless every nside is a power of two
 */
export function regrid(map: HealpixMap, grid: Grid): PixelValue {
  const refusal = regridRefusal(map, grid)
  if (refusal !== null) throw new SkyError('nside', refusal)
  const nside = Math.max(map.nside, grid.nside)
  const degrades = grid.nside < nside
  // Pixels inside another are consecutive in NESTED order only.
  const ordering = degrades ? 'NESTED' : grid.ordering
  const fine = map.frame === grid.frame ? containing(map, nside, ordering) : rotated(map, nside, ordering, grid.frame)
  return degrades ? degraded(fine, nside, grid) : fine
}

/**
 * The mean of the pixels of a finer grid that have a value.
 * @param fine values at its pixels in NESTED order
 */
export function degraded(fine: PixelValue, fineNside: number, grid: Omit<Grid, 'frame'>): PixelValue {
  const share = (fineNside / grid.nside) ** 2
  return (pixel) => meanOf(fine, share * toNested(grid, pixel), share)
}

/** Why a map can't be put on another grid; null if it can. */
export function regridRefusal(from: Omit<Grid, 'frame'>, to: Omit<Grid, 'frame'>): string | null {
  const inRings = from.nside === to.nside && from.ordering === 'RING' && to.ordering === 'RING'
  const odd = [from.nside, to.nside].find((nside) => orderOf(nside) < 0)
  if (inRings || odd === undefined) return null
  return `nside ${odd} is not a power of two, as NESTED order and a change of nside require; keep RING order and the nside of the map`
}

const toNested = ({ nside, ordering }: { nside: number; ordering: Ordering }, pixel: number): number =>
  ordering === 'NESTED' ? pixel : ring2nest(nside, pixel)

/** The value of the map's pixel around a pixel of a grid of the same frame, as fine as the map or finer. */
function containing({ nside, ordering, values }: HealpixMap, fineNside: number, fineOrdering: Ordering): PixelValue {
  if (nside === fineNside && ordering === fineOrdering) return (pixel) => values[pixel]
  const fine = { nside: fineNside, ordering: fineOrdering }
  const halvings = 2 * (orderOf(fineNside) - orderOf(nside))
  return ordering === 'NESTED'
    ? (pixel) => values[toNested(fine, pixel) >>> halvings]
    : (pixel) => values[nest2ring(nside, toNested(fine, pixel) >>> halvings)]
}

const rotated =
  (map: HealpixMap, nside: number, ordering: Ordering, frame: Frame): PixelValue =>
  (pixel) =>
    interpolateAt(map, ...convert(frame, map.frame, ...pix2ang(nside, ordering, pixel)))

/** Mean of `count` values from `first` on, missing ones left out. */
function meanOf(valueAt: PixelValue, first: number, count: number): number {
  let sum = 0
  let present = 0
  for (let pixel = first; pixel < first + count; pixel++) {
    const value = valueAt(pixel)
    if (Number.isNaN(value)) continue
    sum += value
    present++
  }
  return present === 0 ? NaN : sum / present
}
