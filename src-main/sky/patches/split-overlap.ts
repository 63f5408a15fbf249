import { contains, farthestSharing, footprint, type Footprint } from '../../../src-shared/sky/footprint.ts'
import { nearIndex } from '../../../src-shared/sky/near-index.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { Split } from './split.ts'

/** Sample points on a side of a test patch. */
const SAMPLES = 16

/**
 * The fraction of the area of test patches that is also in training patches, sampled at 16 x 16 points per patch (the
 * centres of equal cells in its plane). 0 without test patches.
 * @param width degrees on a side
 */
export function splitOverlap(centres: readonly Place[], splits: readonly Split[], width: number): number {
  const patches = centres.map((centre) => footprint(centre, width))
  const training = patches.filter((_, i) => splits[i] === 'train')
  const tests = patches.filter((_, i) => splits[i] === 'test')
  const nearby = nearIndex(
    training.map(({ axis }) => axis),
    farthestSharing(width),
  )
  let inside = 0
  for (const test of tests) {
    const near = nearby(test.axis).map((i) => training[i])
    // A point is mostly in the same patch as the previous one.
    let holder: Footprint | undefined
    for (let i = 0; i < SAMPLES ** 2; i++) {
      const xi = test.reach * ((2 * (i % SAMPLES) + 1) / SAMPLES - 1)
      const eta = test.reach * ((2 * Math.floor(i / SAMPLES) + 1) / SAMPLES - 1)
      const { axis, east, north } = test
      const point = [0, 1, 2].map((k) => axis[k] + xi * east[k] + eta * north[k]) as [number, number, number]
      if (!holder || !contains(holder, point)) holder = near.find((train) => contains(train, point))
      if (holder) inside++
    }
  }
  return tests.length === 0 ? 0 : inside / (tests.length * SAMPLES ** 2)
}
