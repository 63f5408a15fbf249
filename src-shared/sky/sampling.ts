/**
 * Pixel side of a patch over that of the map; below 1 the patch is finer than the map.
 * @param width degrees between the centres of the first and last pixels of a row of `size`
 */
export function sampling({ width, size }: { width: number; size: number }, nside: number): number {
  const mapPixel = Math.sqrt(Math.PI / 3) / nside / (Math.PI / 180)
  return width / (size - 1) / mapPixel
}

/** Below this a patch only interpolates: two or more of its pixels, along a side, fall on one of the map. */
const muchFiner = 0.5

/** A warning where patches are much finer than the map, else null. */
export const samplingWarning = (patch: { width: number; size: number }, nside: number): string | null =>
  sampling(patch, nside) < muchFiner ? 'The patches are much finer than the map: a smaller size loses nothing.' : null
