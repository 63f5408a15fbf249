import { scalingOf, type Channel } from './channels.ts'
import { fillHoles } from './fill-holes.ts'
import { scaled, unscaled, type Refusal, type Scaling, type Standard } from './scale.ts'
import { standardiseChannels } from './standardise-channels.ts'
import { standardiseMasked } from './standardise-masked.ts'

/** What becomes of patches over missing pixels: left out, filled by diffusion, or kept with a mask. */
export type HoleRule = 'skip' | 'fill' | 'keep'

export interface HoleTreatment {
  holes: HoleRule
  /** Fraction of good pixels that a patch needs to be filled or kept. */
  goodFraction: number
}

/**
 * Marks the pixels that all channels have.
 * @param good output, 1 where a pixel is good
 * @returns their number
 */
export function markGood(parts: readonly Float64Array[], good: Uint8Array): number {
  let count = 0
  for (let i = 0; i < good.length; i++) {
    good[i] = parts.every((part) => Number.isFinite(part[i])) ? 1 : 0
    count += good[i]
  }
  return count
}

/**
 * Scales and standardises a patch with holes. Filled, it is a patch like any other; kept, its mean and standard deviation
 * are those of its good pixels, and the others are 0.
 * @param parts channels in map units, each [size, size]; filled in place
 * @param good from `markGood`, with at least one good pixel
 * @param out standardised values, [size, size, channels]
 */
export function standardiseHoles(
  parts: readonly Float64Array[],
  good: Uint8Array,
  channels: readonly Channel[],
  scaling: Scaling,
  { holes, goodFraction }: HoleTreatment,
  out: Float32Array,
): Standard[] | Refusal {
  const pixels = [...good.keys()].filter((i) => good[i] === 1)
  if (holes === 'skip') return 'missing pixels'
  if (pixels.length === 0 || pixels.length < goodFraction * good.length) return 'too few good pixels'
  const scalings = channels.map((channel) => scalingOf(channel, scaling))
  if (parts.some((part, c) => scalings[c].scale === 'log' && pixels.some((i) => part[i] <= 0)))
    return 'values not above zero'
  if (holes === 'fill') {
    const size = Math.sqrt(good.length)
    // In the scaled values, so that no filled one has no logarithm.
    parts.forEach((part, c) => {
      for (const i of pixels) part[i] = scaled(part[i], scalings[c])
      fillHoles(part, good, size)
      part.forEach((x, i) => (part[i] = unscaled(x, scalings[c])))
    })
  }
  const width = parts.length
  const values = Float64Array.from({ length: width * good.length }, (_, k) => parts[k % width][Math.floor(k / width)])
  return holes === 'fill'
    ? standardiseChannels(values, channels, scaling, out)
    : standardiseMasked(values, good, channels, scaling, out)
}
