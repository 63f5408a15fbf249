/**
 * Side of a pixel of a patch over that of a pixel of the map; below 1 the patch is finer than what the map holds.
 * @param width degrees between the centres of the first and last pixels of a row of `size`
 */
export function sampling({ width, size }: { width: number; size: number }, nside: number): number {
  const mapPixel = Math.sqrt(Math.PI / 3) / nside / (Math.PI / 180)
  return width / (size - 1) / mapPixel
}

/** Below this a patch only interpolates: two of its pixels and more fall on one of the map. */
const muchFiner = 0.5

/** A warning where patches are much finer than the map, else null. */
export const samplingWarning = (patch: { width: number; size: number }, nside: number): string | null =>
  sampling(patch, nside) < muchFiner ? 'The patches are much finer than the map: a smaller size loses nothing.' : null
