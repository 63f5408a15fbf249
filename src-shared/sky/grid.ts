import { DEGREE, type Position } from './position.ts'
import { npixOf, type Ordering } from './healpix/map.ts'

/** The pixels of a map: HEALPix on the whole sphere, or an image with world coordinates. */
export type MapGrid =
  | { kind: 'healpix'; nside: number; ordering: Ordering; indexing: 'implicit' | 'explicit' }
  /**
   * `projection` is the algorithm code of its CTYPE (`TAN`), `pixel` the side of a pixel at the reference point in
   * degrees, `centre` the Galactic position in the middle if there is sky
   */
  | { kind: 'image'; width: number; height: number; projection: string; pixel: number; centre?: Position }

/** Number of pixels: of the whole sphere, or of the image. */
export const pixelsOf = (grid: MapGrid): number =>
  grid.kind === 'healpix' ? npixOf(grid.nside) : grid.width * grid.height

/** Side of a pixel in degrees: the square root of its area, pi / (3 nside^2) for HEALPix. */
export const pixelSide = (grid: MapGrid): number =>
  grid.kind === 'healpix' ? healpixPixelSide(grid.nside) : grid.pixel

export const healpixPixelSide = (nside: number): number => Math.sqrt(Math.PI / 3) / nside / DEGREE

/** The nside, a power of two, whose pixels are nearest to those of patches. @param pixel side in degrees */
export const nsideOfPatches = (pixel: number): number =>
  2 ** Math.max(0, Math.min(13, Math.round(Math.log2(healpixPixelSide(1) / pixel))))

/** The grid in a few characters, for lists: `n512 · RING`, `558 × 558 px · TAN`. */
export const gridWords = (grid: MapGrid): string =>
  grid.kind === 'healpix'
    ? `n${grid.nside} · ${grid.ordering}`
    : `${grid.width} × ${grid.height} px · ${grid.projection}`
