import { meanOf } from '../statistics/principal-components.ts'
import { projectOntoSpan } from '../statistics/span-projection.ts'
import type { SpanPrior } from './span-wiener.ts'

/** One patch in so many is left out of the span, to measure what the span does not have. */
const leftOut = 10

/**
 * The Gaussian prior whose covariance is that of these patches, and what they do not span as a variance of every pixel:
 * the mean square that is left of each tenth patch, which is not among them, after its projection onto the others.
 * @param groups of patches [count, pixels] each, fewer in all than pixels
 * @param meanVariance variance of the mean of a patch, where all these have mean 0
 * @throws RangeError for fewer than two patches
 */
export function spanOfPatches(groups: readonly Float32Array[], pixels: number, meanVariance: number): SpanPrior {
  const patches = groups.flatMap((group) => {
    return Array.from({ length: group.length / pixels }, (_, k) => group.subarray(k * pixels, (k + 1) * pixels))
  })
  if (patches.length < 2) throw new RangeError(`A covariance needs at least two patches, not ${patches.length}.`)
  const isOut = (k: number) => k % leftOut === leftOut - 1
  const gather = (chosen: Float32Array[]) => {
    const values = new Float32Array(chosen.length * pixels)
    chosen.forEach((patch, k) => values.set(patch, k * pixels))
    return values
  }
  const inSpan = gather(patches.filter((_, k) => !isOut(k)))
  const others = gather(patches.filter((_, k) => isOut(k)))
  const count = inSpan.length / pixels
  let squares = 0
  if (others.length > 0) {
    const { nearest } = projectOntoSpan(inSpan, count, pixels, others)
    nearest.forEach((value, i) => (squares += (others[i] - value) ** 2))
  }
  const mean = meanOf(inSpan, count, pixels)
  const rows = new Float32Array((count + 1) * pixels)
  inSpan.forEach((value, i) => (rows[i] = (value - mean[i % pixels]) / Math.sqrt(count - 1)))
  rows.fill(Math.sqrt(meanVariance), count * pixels)
  return { mean, rows, remainder: others.length > 0 ? squares / others.length : 0 }
}
