import type { Vector } from '../../../src-shared/sky/frames.ts'
import { contains, farthestSharing, footprint, type Footprint } from '../../../src-shared/sky/footprint.ts'
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
  const nearest = Math.cos(Math.min(Math.PI, farthestSharing(width)))
  // In contiguous memory: on a fine grid the neighbour search would otherwise wait for memory at each patch.
  const axes = Float64Array.from(training.flatMap(({ axis }) => axis))
  let inside = 0
  for (const test of tests) {
    const near = placesNear(axes, test.axis, nearest).map((i) => training[i])
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

/** Indices of the vectors of [count, 3] whose cosine with a given one is at least `cosine`. */
function placesNear(vectors: Float64Array, [x, y, z]: Vector, cosine: number): number[] {
  const near: number[] = []
  for (let i = 0; i < vectors.length; i += 3)
    if (vectors[i] * x + vectors[i + 1] * y + vectors[i + 2] * z >= cosine) near.push(i / 3)
  return near
}
