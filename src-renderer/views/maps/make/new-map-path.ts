import { healpixPixelSide } from '../../../../src-shared/sky/grid.ts'
import { slug } from '../../../../src-shared/text/names.ts'

/** A file for a new map in the home, named by what it is. */
export const newMapPath = (home: string, ...words: (string | number | undefined)[]): string =>
  `${home}/maps/${slug(words.filter((word) => word !== undefined).join(' '))}.fits`

/** The nside, a power of two, whose pixels are nearest to those of patches. @param pixel side in degrees */
export const nsideOfPatches = (pixel: number): number =>
  2 ** Math.max(0, Math.min(13, Math.round(Math.log2(healpixPixelSide(1) / pixel))))
