import type { Vector } from './frames.ts'
import { contains, farthestSharing, footprint } from './footprint.ts'
import { nearIndex } from './near-index.ts'
import type { Place } from './position.ts'

/** The area that patches cover, and how many lie over a point of it on average. */
export interface Coverage {
  /** Fraction of the sphere that is covered. */
  sky: number
  /** Fraction of that which is covered by more than one patch. */
  twice: number
  /** Mean number of patches over a point of it. */
  mean: number
}

/** Patches to look at, and points on a side of each. */
const [PATCHES, POINTS] = [400, 6]

/**
 * Coverage by square patches, sampled at the centres of 6 x 6 cells of 400 of them. A point under n patches is found n
 * times as often as one under a single patch, and counts 1 / n.
 * @param width side of a patch, degrees
 */
export function coverage(centres: readonly Place[], width: number): Coverage {
  if (centres.length === 0) return { sky: 0, twice: 0, mean: 0 }
  const patches = centres.map((centre) => footprint(centre, width))
  const near = nearIndex(
    patches.map(({ axis }) => axis),
    farthestSharing(width) / 2 + 1e-9,
  )
  let [once, twice, all] = [0, 0, 0]
  const stride = Math.max(1, centres.length / PATCHES)
  for (let at = 0; at < centres.length; at += stride) {
    const { axis, east, north, reach } = patches[Math.floor(at)]
    for (let i = 0; i < POINTS ** 2; i++) {
      const xi = reach * ((2 * (i % POINTS) + 1) / POINTS - 1)
      const eta = reach * ((2 * Math.floor(i / POINTS) + 1) / POINTS - 1)
      const [x, y, z] = [0, 1, 2].map((k) => axis[k] + xi * east[k] + eta * north[k])
      const length = Math.hypot(x, y, z)
      const point: Vector = [x / length, y / length, z / length]
      // The cell's solid angle, for a plane of radius 1.
      const cell = ((2 * reach) / POINTS) ** 2 / length ** 3
      const patchesThere = near(point).filter((one) => contains(patches[one], point)).length
      all += cell
      once += cell / patchesThere
      if (patchesThere > 1) twice += cell / patchesThere
    }
  }
  const sampled = Math.ceil(centres.length / stride)
  return { sky: (once * centres.length) / sampled / (4 * Math.PI), twice: twice / once, mean: all / once }
}
