import { seedRandom, uniform } from '../../../src-shared/random/index.ts'
import { neighbours } from '../../../src-shared/sky/footprint.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
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
  const random = seedRandom(seed)
  const north = { start: 360 * uniform(random), mirrored: uniform(random) < 0.5 }
  const south = { start: 360 * uniform(random), mirrored: uniform(random) < 0.5 }
  const isNorth = (i: number) => centres[i].lat >= 0
  const joined = near.some((others, i) => others.some((j) => isNorth(i) !== isNorth(j)))
  const places = [true, false].flatMap((inNorth) => {
    const { start, mirrored } = joined || inNorth ? north : south
    const members = centres.map((_, i) => i).filter((i) => isNorth(i) === inNorth)
    return placesAlong(centres, members, start, mirrored)
  })
  const place = new Float64Array(centres.length)
  for (const [patch, along] of places) place[patch] = along

  let wedges = { ...shares }
  let best: { splits: Split[]; error: number } | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const splits = Array.from(place, (along): Split => {
      if (along < wedges.train) return 'train'
      return along < wedges.train + wedges.validation ? 'validation' : 'test'
    })
    dropConflicts(splits, near)
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

/** Rank of each patch, in [0, 1), among its hemisphere's patches in order of longitude from `start`. */
function placesAlong(
  centres: readonly Place[],
  members: number[],
  start: number,
  mirrored: boolean,
): [patch: number, along: number][] {
  const turned = (i: number) => (((mirrored ? start - centres[i].lon : centres[i].lon - start) % 360) + 360) % 360
  const ordered = [...members].sort((i, j) => turned(i) - turned(j) || i - j)
  return ordered.map((patch, place) => [patch, place / ordered.length])
}

/** Drops patches, the one with most neighbours of other splits first, until no two of different splits share sky. */
function dropConflicts(splits: Split[], near: readonly number[][]): void {
  const differ = (i: number, j: number) => splits[i] !== 'unused' && splits[j] !== 'unused' && splits[i] !== splits[j]
  const conflicts = near.map((others, i) => others.filter((j) => differ(i, j)).length)
  // Patches by the conflicts that they had when they were put here; they can only have become fewer since.
  const waiting = new Map<number, number[]>()
  const put = (i: number) => conflicts[i] > 0 && (waiting.get(conflicts[i])?.push(i) ?? waiting.set(conflicts[i], [i]))
  conflicts.forEach((_, i) => put(i))
  for (let most = conflicts.reduce((a, b) => Math.max(a, b), 0); most > 0; most--) {
    // Those that are put back have fewer; ties go to the first patch.
    for (const worst of (waiting.get(most) ?? []).sort((i, j) => i - j)) {
      if (conflicts[worst] < most) {
        put(worst)
        continue
      }
      for (const j of near[worst]) if (differ(worst, j)) conflicts[j]--
      conflicts[worst] = 0
      splits[worst] = 'unused'
    }
  }
}
