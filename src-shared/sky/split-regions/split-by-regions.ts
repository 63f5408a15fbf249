import { footprint } from '../footprint.ts'
import type { Place } from '../position.ts'
import type { SplitRegion } from './ds9-regions.ts'
import { holds, touches } from './sky-region.ts'

/** Why a patch has no split by regions. */
export type NoSplit = 'no region' | 'regions of two splits'

/**
 * The split of each patch: that of the region its centre lies in, unless the patch also reaches into a region of another
 * split.
 * @param width side of a patch, degrees
 */
export function splitByRegions(
  centres: readonly Place[],
  regions: readonly SplitRegion[],
  width: number,
): (SplitRegion['split'] | NoSplit)[] {
  return centres.map((centre) => {
    const patch = footprint(centre, width)
    const home = regions.find((region) => holds(region, patch.axis))
    if (!home) return 'no region'
    const between = regions.some((region) => region.split !== home.split && touches(region, patch))
    return between ? 'regions of two splits' : home.split
  })
}
