import { fromVector, toVector } from '../frames.ts'
import { vectorsBetween } from '../meridian-turn.ts'
import type { PolarisationConvention, Stokes } from '../polarisation.ts'
import type { Equinox } from '../precession.ts'
import { SkyError } from '../sky-error.ts'
import { turnedStokes, type SkyValue } from '../turned-stokes.ts'
import { interpolateAt } from './interpolate.ts'
import { orderOf, type Frame, type HealpixMap, type MapValues, type Ordering, type PixelValue } from './map.ts'
import { nest2ring } from './nest2ring.ts'
import { pix2ang } from './pix2ang.ts'
import { ring2nest } from './ring2nest.ts'

/** The pixels of a map. */
export interface Grid {
  nside: number
  ordering: Ordering
  frame: Frame
}

/** A map, and the equinox of its coordinates if that is not J2000; `frame` is then the same frame at J2000. */
export interface RegriddedMap extends HealpixMap {
  equinox?: Equinox
}

/**
 * A map on the pixels of another grid: a function of the pixel, so that no second map is in memory.
 *
 * - Another ordering: the same values.
 * - A smaller nside: the mean of those pixels inside the new one that have a value, as healpy's ud_grade.
 * - A larger nside: the value of the pixel around the new one, as healpy's ud_grade.
 * - Another frame: bilinear interpolation at the rotated pixel centres of the finer of the two grids, as healpy's
 *   get_interp_val; missing if one of the four pixels is. Then the mean, if the new nside is smaller.
 *
 * Q and U of another frame have to be turned too: `regridStokes`.
 * @throws SkyError `nside` for NESTED order, or a change of nside, unless every nside is a power of two
 */
export function regrid(map: RegriddedMap, grid: Grid): PixelValue {
  const staysInFrame = map.frame === grid.frame && !map.equinox
  return onGrid(map, grid, (fine) => (staysInFrame ? containing(map, fine) : rotated(map, fine, grid.frame)))
}

/**
 * Q or U of a map on the pixels of a grid in another frame, as `regrid`, on the axes of the new frame.
 * @param map its values are not used; those of Q and U are, in its nside and ordering
 * @throws SkyError as `regrid`
 */
export function regridStokes(
  map: Omit<RegriddedMap, 'values'>,
  wanted: Stokes,
  { q, u, ...conventions }: { q: MapValues; u: MapValues; from: PolarisationConvention; to: PolarisationConvention },
  grid: Grid,
): PixelValue {
  const at =
    (values: MapValues): SkyValue =>
    (lon, lat) =>
      interpolateAt({ ...map, values }, lon, lat)
  const stokes = { q: at(q), u: at(u), ...conventions }
  const toMap = vectorsBetween(grid.frame, map.frame, map.equinox)
  return onGrid(map, grid, (fine) => turnedStokes(wanted, stokes, fine, toMap))
}

type Pixels = Omit<Grid, 'frame'>

/** Values on a grid from those at the pixels of the finer of two grids. */
function onGrid(map: Pixels, grid: Pixels, valuesAt: (fine: Pixels) => PixelValue): PixelValue {
  const refusal = regridRefusal(map, grid)
  if (refusal !== null) throw new SkyError('nside', refusal)
  const nside = Math.max(map.nside, grid.nside)
  if (nside === grid.nside) return valuesAt({ nside, ordering: grid.ordering })
  // Pixels inside another are consecutive in NESTED order only.
  return degraded(valuesAt({ nside, ordering: 'NESTED' }), nside, grid)
}

/**
 * The mean of the pixels of a finer grid that have a value.
 * @param fine values at its pixels in NESTED order
 */
export function degraded(fine: PixelValue, fineNside: number, grid: Pixels): PixelValue {
  const share = (fineNside / grid.nside) ** 2
  return (pixel) => meanOf(fine, share * toNested(grid, pixel), share)
}

/** Why a map can't be put on another grid; null if it can. */
export function regridRefusal(from: Pixels, to: Pixels): string | null {
  const inRings = from.nside === to.nside && from.ordering === 'RING' && to.ordering === 'RING'
  const odd = [from.nside, to.nside].find((nside) => orderOf(nside) < 0)
  if (inRings || odd === undefined) return null
  return `nside ${odd} is not a power of two, as NESTED order and a change of nside require; keep RING order and the nside of the map`
}

const toNested = ({ nside, ordering }: Pixels, pixel: number): number =>
  ordering === 'NESTED' ? pixel : ring2nest(nside, pixel)

/** The value of the map's pixel around a pixel of a grid of the same frame, as fine as the map or finer. */
function containing({ nside, ordering, values }: HealpixMap, fine: Pixels): PixelValue {
  if (nside === fine.nside && ordering === fine.ordering) return (pixel) => values[pixel]
  const halvings = 2 * (orderOf(fine.nside) - orderOf(nside))
  return ordering === 'NESTED'
    ? (pixel) => values[toNested(fine, pixel) >>> halvings]
    : (pixel) => values[nest2ring(nside, toNested(fine, pixel) >>> halvings)]
}

function rotated(map: RegriddedMap, { nside, ordering }: Pixels, frame: Frame): PixelValue {
  const toMap = vectorsBetween(frame, map.frame, map.equinox)
  return (pixel) => interpolateAt(map, ...fromVector(toMap(toVector(...pix2ang(nside, ordering, pixel)))))
}

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
