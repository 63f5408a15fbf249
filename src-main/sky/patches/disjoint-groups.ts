import { neighbours } from '../../../src-shared/sky/footprint.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { dropConflicts } from './drop-conflicts.ts'
import { placesAlongSky } from './places-along-sky.ts'

/**
 * The sky that each patch lies in, as one of `count` regions: no patch shares sky with one of another region. Regions are
 * wedges along meridians of either hemisphere, with as many patches each; patches across a border are null.
 * @param width side of a patch in degrees
 */
export function disjointGroups(
  centres: readonly Place[],
  { width, count, seed }: { width: number; count: number; seed: number },
): (number | null)[] {
  const near = neighbours(centres, width)
  const groups = Array.from(placesAlongSky(centres, near, seed), (place): number | null => Math.floor(place * count))
  dropConflicts(groups, near, null)
  return groups
}
