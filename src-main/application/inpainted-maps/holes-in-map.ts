import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'

/** The widest hole, in widths of the patch that it is filled in: as much sky is left around it. */
export const widestHole = 0.5

/**
 * Leaves out of holes what the map has no pixels for.
 * @param of the file of the holes, for refusals, and the map
 * @throws CirrusError refused for a hole that lies outside of the map, or is too wide for a patch
 */
export function holesInMap(
  holes: readonly Hole[],
  of: {
    file: string
    map: string
    /** Whether the map has a pixel, RING. */
    hasPixel: (pixel: number) => boolean
    geometry: PatchGeometry
  },
): Hole[] {
  const { hasPixel, geometry } = of
  return holes.map((hole, number) => {
    const place = holeWords(hole, number)
    const across = (2 * Math.tan(Math.min(hole.radius, 89) * DEGREE)) / DEGREE
    if (across > widestHole * geometry.width) {
      const most = `a hole may be ${widestHole * geometry.width} deg across, half of a patch of this dataset`
      throw refused(
        of.file,
        place,
        `it is ${across.toFixed(2)} deg across; ${most}. Make it smaller, or choose wider patches.`,
      )
    }
    const pixels = hole.pixels.filter(hasPixel)
    if (pixels.length > 0) return { ...hole, pixels }
    throw refused(of.file, place, `${of.map} has no pixel there; leave it out`)
  })
}

/** A hole in words: its place, and the sources that it is made of. */
export function holeWords({ centre, sources }: Hole, number: number): string {
  const at = `l ${centre.lon.toFixed(2)} b ${centre.lat.toFixed(2)}`
  if (sources.length === 0) return `hole ${number + 1} at ${at}`
  const rows = sources.map((row) => row + 1)
  if (rows.length === 1) return `source ${rows[0]} at ${at}`
  const named = rows.length > 6 ? `${rows.slice(0, 6).join(', ')} and ${rows.length - 6} more` : rows.join(', ')
  return `sources ${named} at ${at}, which overlap and are one hole`
}
