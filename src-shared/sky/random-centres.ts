import { seedRandom, uniform } from '../random/index.ts'
import { DEGREE, type Position } from './position.ts'

/** Seeds of these streams are this far from the split's, so that a position says nothing of its split. */
const STREAM = { centres: 2 ** 33, rotations: 2 ** 34 }

/** Positions drawn uniformly on the two belts of the sphere with minLatitude <= |b| <= maxLatitude (degrees). */
export function randomCentres({
  count,
  minLatitude,
  maxLatitude,
  seed,
}: {
  count: number
  minLatitude: number
  maxLatitude: number
  seed: number
}): Position[] {
  const random = seedRandom(seed + STREAM.centres)
  const [low, high] = [Math.sin(minLatitude * DEGREE), Math.sin(maxLatitude * DEGREE)]
  return Array.from({ length: count }, () => {
    // The area between two parallels is proportional to the difference of sin b.
    const north = uniform(random) < 0.5 ? -1 : 1
    const lat = (north * Math.asin(low + (high - low) * uniform(random))) / DEGREE
    return { lon: 360 * uniform(random), lat }
  })
}

/** An angle in [0, 360) degrees for each of `count` patches. */
export function randomRotations(count: number, seed: number): number[] {
  const random = seedRandom(seed + STREAM.rotations)
  return Array.from({ length: count }, () => 360 * uniform(random))
}
