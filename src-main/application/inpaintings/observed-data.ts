import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { drawnNoise, type PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'

/**
 * A standardised patch through the beam and the pixel window of a problem, [size, size], without noise.
 * @param geometry pixels on a side of the patch, and degrees
 */
export function seenPatch(
  patch: Float32Array,
  problem: Pick<Problem, 'beam' | 'pixelWindow'>,
  geometry: { size: number; width: number },
): ArrayLike<number> {
  return blurOperator(blurOf(problem, geometry), geometry.size)?.apply(patch) ?? patch
}

/** The data of a problem, standardised [size, size], 0 in its hole: what is seen of its patch, with simulated noise. */
export function observedData(
  seen: ArrayLike<number>,
  mask: ArrayLike<number>,
  { simulated, seed }: Pick<Problem, 'simulated' | 'seed'>,
  noise: PatchNoise,
): Float32Array {
  const errors = simulated ? drawnNoise(noise, Math.sqrt(mask.length), seedRandom(seed)) : null
  return Float32Array.from(seen, (value, i) => (mask[i] === 1 ? value + (errors?.[i] ?? 0) : 0))
}
