import { dot } from '../../../src-shared/sky/frames.ts'
import { contains, farthestSharing, footprint } from '../../../src-shared/sky/footprint.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { Split } from './split.ts'

/** Sample points on a side of a test patch. */
const SAMPLES = 16

/**
 * How far test patches have been seen in training: the fraction of their area that lies inside training patches, from
 * 16 x 16 points a patch (at the middles of equal cells of its plane). 0 without test patches.
 * @param width degrees on a side
 */
export function splitOverlap(centres: readonly Position[], splits: readonly Split[], width: number): number {
  const patches = centres.map((centre) => footprint(centre, width))
  const training = patches.filter((_, i) => splits[i] === 'train')
  const tests = patches.filter((_, i) => splits[i] === 'test')
  const nearest = Math.cos(Math.min(Math.PI, farthestSharing(width)))
  let inside = 0
  for (const test of tests) {
    const near = training.filter((train) => dot(train.axis, test.axis) >= nearest)
    for (let i = 0; i < SAMPLES ** 2; i++) {
      const xi = test.reach * ((2 * (i % SAMPLES) + 1) / SAMPLES - 1)
      const eta = test.reach * ((2 * Math.floor(i / SAMPLES) + 1) / SAMPLES - 1)
      const { axis, east, north } = test
      const point = [0, 1, 2].map((k) => axis[k] + xi * east[k] + eta * north[k]) as [number, number, number]
      if (near.some((train) => contains(train, point))) inside++
    }
  }
  return tests.length === 0 ? 0 : inside / (tests.length * SAMPLES ** 2)
}
