import { pixelSide, type MapGrid } from './grid.ts'

/**
 * Pixel side of a patch over that of the map; below 1 the patch is finer than the map.
 * @param width degrees between the centres of the first and last pixels of a row of `size`
 */
export const sampling = ({ width, size }: { width: number; size: number }, grid: MapGrid): number =>
  width / (size - 1) / pixelSide(grid)

/** Below this a patch only interpolates: two or more of its pixels, along a side, fall on one of the map. */
const muchFiner = 0.5

/** A warning where patches are much finer than the map, else null. */
export const samplingWarning = (patch: { width: number; size: number }, grid: MapGrid): string | null =>
  sampling(patch, grid) < muchFiner ? 'The patches are much finer than the map: a smaller size loses nothing.' : null
