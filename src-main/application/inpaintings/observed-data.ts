import type { ChannelProblem } from '../../../src-preload/contract/inpaintings.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { drawnNoise, type PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import type { RandomState } from '../../../src-shared/random/index.ts'

/**
 * One channel of a standardised patch through its beam and pixel window, [size, size], without noise.
 * @param geometry pixels on a side of the patch, and degrees
 */
export function seenPatch(
  patch: Float32Array,
  problem: Pick<ChannelProblem, 'beam' | 'pixelWindow'>,
  geometry: { size: number; width: number },
): ArrayLike<number> {
  return blurOperator(blurOf(problem, geometry), geometry.size)?.apply(patch) ?? patch
}

/**
 * The data of one channel, standardised [size, size], 0 in its hole: what is seen of its patch, with simulated noise.
 * @param random of the noise; null without it
 */
export function observedData(
  seen: ArrayLike<number>,
  mask: ArrayLike<number>,
  noise: PatchNoise,
  random: RandomState | null,
): Float32Array {
  const errors = random && drawnNoise(noise, Math.sqrt(mask.length), random)
  return Float32Array.from(seen, (value, i) => (mask[i] === 1 ? value + (errors?.[i] ?? 0) : 0))
}
