import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

/**
 * The data of a problem, standardised [size, size], 0 in its hole: the patch, through its beam and its pixel window, with
 * simulated noise.
 * @param geometry pixels on a side of the patch, and degrees
 */
export function observedData(
  patch: Float32Array,
  mask: ArrayLike<number>,
  problem: Pick<Problem, 'beam' | 'pixelWindow' | 'noise' | 'simulated' | 'seed'>,
  geometry: { size: number; width: number },
): Float32Array {
  const blurred = blurOperator(blurOf(problem, geometry), geometry.size)
  const seen = blurred ? blurred.apply(patch) : patch
  const random = seedRandom(problem.seed)
  const noise = problem.simulated ? () => problem.noise.sigma * normal(random) : () => 0
  return Float32Array.from(seen, (value, i) => {
    const error = noise()
    return mask[i] === 1 ? value + error : 0
  })
}
