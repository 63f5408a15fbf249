import type { Frame, MapValues } from '../healpix/map.ts'
import type { CelestialWcs } from '../projection/wcs/celestial-wcs.ts'

/** One image with world coordinates: values [row, column] in the order of the file, NaN where a pixel is missing. */
export type SkyImage = {
  width: number
  height: number
  /** frame of its celestial coordinates */
  frame: Frame
  wcs: CelestialWcs
  values: MapValues
}
