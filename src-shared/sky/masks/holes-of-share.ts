import { uniform, type RandomState } from '../../random/index.ts'

/** Holes are made until this much of the share is missing. */
const enough = 0.98
/** Radius of the smallest disc, in that of one with all that is still to be hidden. */
const smallest = 0.3

/**
 * A mask with random discs that hide a share of the patch.
 * @param share of the pixels, to about 2 %
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 */
export function holesOfShare(size: number, share: number, random: RandomState): Uint8Array {
  const mask = new Uint8Array(size * size).fill(1)
  const wanted = Math.max(1, share * mask.length)
  let missing = 0
  while (missing < enough * wanted) {
    const largest = Math.sqrt((wanted - missing) / Math.PI)
    const radius = largest * smallest ** uniform(random)
    const [x, y] = [size * uniform(random) - 0.5, size * uniform(random) - 0.5]
    for (let i = 0; i < mask.length; i++) {
      if (mask[i] === 0 || Math.hypot((i % size) - x, Math.floor(i / size) - y) > radius) continue
      mask[i] = 0
      missing++
    }
  }
  return mask
}
