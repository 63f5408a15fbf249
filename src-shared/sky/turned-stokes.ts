import { fromVector, toVector } from './frames.ts'
import type { Ordering, PixelValue } from './healpix/map.ts'
import { pix2ang } from './healpix/pix2ang.ts'
import { meridianTurn, type VectorMap } from './meridian-turn.ts'
import type { PolarisationConvention, Stokes } from './polarisation.ts'

/** The value of a map at a position in its own frame, degrees; NaN where it has none. */
export type SkyValue = (lon: number, lat: number) => number

/** Q and U of a map, and the conventions of U. */
export interface StokesToTurn {
  q: SkyValue
  u: SkyValue
  /** convention of the map, and of the values that are asked for */
  from: PolarisationConvention
  to: PolarisationConvention
}

/** By what U is multiplied to have HEALPix's sign, and back. */
const signOf = (convention: PolarisationConvention) => (convention === 'IAU' ? -1 : 1)

/**
 * Q or U at HEALPix pixels of another frame: Q and U at their centres, in the frame of the map, turned to the axes of the
 * new one, as healpy's `Rotator.rotate_map_pixel`.
 * @param toMap positions in the new frame as those that `q` and `u` take
 * @param toAxes the same for the axes that Q and U refer to, if they are others (an image of another equinox)
 */
export function turnedStokes(
  wanted: Stokes,
  { q, u, from, to }: StokesToTurn,
  { nside, ordering }: { nside: number; ordering: Ordering },
  toMap: VectorMap,
  toAxes = toMap,
): PixelValue {
  const turn = new Float64Array(2)
  const [before, after] = [signOf(from), signOf(to)]
  return (pixel) => {
    const [lon, lat] = pix2ang(nside, ordering, pixel)
    const vector = toVector(lon, lat)
    const place = fromVector(toMap(vector))
    const [mapQ, mapU] = [q(...place), before * u(...place)]
    const axes = toAxes === toMap ? place : fromVector(toAxes(vector))
    meridianTurn(toAxes, lon, lat, ...axes, turn)
    return wanted === 'Q' ? mapQ * turn[0] - mapU * turn[1] : after * (mapQ * turn[1] + mapU * turn[0])
  }
}
