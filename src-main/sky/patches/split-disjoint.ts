import { neighbours } from '../../../src-shared/sky/footprint.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { dropConflicts } from './drop-conflicts.ts'
import { placesAlongSky } from './places-along-sky.ts'
import { countSplits, PAPER_SHARES } from './split.ts'
import type { Shares, Split } from './split.ts'

const KINDS = ['train', 'validation', 'test'] as const

/** Rounds of adjusting the wedges so that the patches left in each have its share. */
const ROUNDS = 12

/**
 * A split by disjoint regions: no patch shares sky with one of another split. Each Galactic hemisphere is cut along
 * meridians into three wedges, so that every split sees all latitudes; where they start is drawn from the seed. Patches
 * across a border are dropped as `unused`, as few as a greedy choice allows, and the wedges are adjusted until the
 * remaining patches have the requested shares, as nearly as whole patches allow.
 * @param width side of a patch in degrees
 */
export function splitDisjoint(
  centres: readonly Place[],
  { width, shares = PAPER_SHARES, seed }: { width: number; shares?: Shares; seed: number },
): Split[] {
  const near = neighbours(centres, width)
  const place = placesAlongSky(centres, near, seed)

  let wedges = { ...shares }
  let best: { splits: Split[]; error: number } | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const splits = Array.from(place, (along): Split => {
      if (along < wedges.train) return 'train'
      return along < wedges.train + wedges.validation ? 'validation' : 'test'
    })
    dropConflicts(splits, near, 'unused')
    const counts = countSplits(splits)
    const kept = counts.train + counts.validation + counts.test
    const error = Math.max(...KINDS.map((kind) => Math.abs(counts[kind] / Math.max(1, kept) - shares[kind])))
    if (best === null || error < best.error) best = { splits, error }
    const wanted = KINDS.map((kind) => (wedges[kind] * shares[kind]) / Math.max(counts[kind] / Math.max(1, kept), 0.01))
    const sum = wanted[0] + wanted[1] + wanted[2]
    wedges = { train: wanted[0] / sum, validation: wanted[1] / sum, test: wanted[2] / sum }
  }
  return best?.splits ?? []
}
