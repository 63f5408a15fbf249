import { seedRandom, uniform } from '../../../src-shared/random/index.ts'
import type { Place } from '../../../src-shared/sky/position.ts'

/**
 * For each patch the fraction, in [0, 1), of its Galactic hemisphere's patches that come before it in longitude, so that
 * a range of fractions is a wedge in either hemisphere, which sees all latitudes. Where wedges start is drawn from the
 * seed; at the same longitude in both if patches of the two hemispheres share sky.
 * @param near for each patch, the others that share sky with it (`neighbours`)
 */
export function placesAlongSky(centres: readonly Place[], near: readonly number[][], seed: number): Float64Array {
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
  return place
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
