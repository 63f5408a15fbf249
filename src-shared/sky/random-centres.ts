import { seedRandom, uniform, type RandomState } from '../random/index.ts'
import { fromVector, type Vector } from './frames.ts'
import { DEGREE, type Position } from './position.ts'
import { tangentPlane } from './projection/gnomonic.ts'
import type { SkyCircle } from './sky-circle.ts'

/** Seeds of these streams are this far from the split's, so that a position says nothing of its split. */
const STREAM = { centres: 2 ** 33, rotations: 2 ** 34 }

/** Draws per position wanted before the allowed sky within a circle counts as empty. */
const MOST_TRIES = 1000

/**
 * Positions drawn uniformly on the two belts of the sphere with minLatitude <= |b| <= maxLatitude (degrees), or on what a
 * circle has of them; fewer than `count` if that is next to nothing.
 */
export function randomCentres({
  count,
  minLatitude,
  maxLatitude,
  seed,
  within = null,
}: {
  count: number
  minLatitude: number
  maxLatitude: number
  seed: number
  within?: SkyCircle | null
}): Position[] {
  const random = seedRandom(seed + STREAM.centres)
  if (within) {
    const found: Position[] = []
    for (let tries = 0; tries < MOST_TRIES * count && found.length < count; tries++) {
      const position = drawIn(within, random)
      if (Math.abs(position.lat) >= minLatitude && Math.abs(position.lat) <= maxLatitude) found.push(position)
    }
    return found
  }
  const [low, high] = [Math.sin(minLatitude * DEGREE), Math.sin(maxLatitude * DEGREE)]
  return Array.from({ length: count }, () => {
    // The area between two parallels is proportional to the difference of sin b.
    const north = uniform(random) < 0.5 ? -1 : 1
    const lat = (north * Math.asin(low + (high - low) * uniform(random))) / DEGREE
    return { lon: 360 * uniform(random), lat }
  })
}

/** A position drawn uniformly in a circle. */
function drawIn({ centre, radius }: SkyCircle, random: RandomState): Position {
  const { east, north } = tangentPlane(...fromVector(centre))
  const along = 1 - uniform(random) * (1 - Math.cos(radius))
  const across = Math.sqrt(1 - along * along)
  const angle = 2 * Math.PI * uniform(random)
  const [x, y] = [across * Math.cos(angle), across * Math.sin(angle)]
  const [lon, lat] = fromVector(
    [0, 1, 2].map((k) => along * centre[k] + x * east[k] + y * north[k]) as unknown as Vector,
  )
  return { lon, lat }
}

/** An angle in [0, 360) degrees for each of `count` patches. */
export function randomRotations(count: number, seed: number): number[] {
  const random = seedRandom(seed + STREAM.rotations)
  return Array.from({ length: count }, () => 360 * uniform(random))
}
