import type { Standard } from './scale.ts'

/** Mean and standard deviation of all pixels of several patches, from those of each and its number of pixels. */
export function pooledStandard(patches: readonly (Standard & { pixels: number })[]): Standard {
  const pixels = patches.reduce((sum, patch) => sum + patch.pixels, 0)
  const mean = patches.reduce((sum, patch) => sum + patch.pixels * patch.mean, 0) / pixels
  const variance = patches.reduce((sum, patch) => sum + patch.pixels * (patch.std ** 2 + (patch.mean - mean) ** 2), 0)
  return { mean, std: Math.sqrt(variance / pixels) }
}

/**
 * Expresses standardised values by another mean and standard deviation, in place.
 * @param values [pixels, channels]
 * @param good 1 where a pixel has a value, [pixels]; others stay 0. Null if all have.
 * @param from, to by channel
 */
export function restandardise(
  values: Float32Array,
  from: readonly Standard[],
  to: readonly Standard[],
  good: Uint8Array | null = null,
): void {
  const channels = from.length
  for (let c = 0; c < channels; c++) {
    const factor = from[c].std / to[c].std
    const offset = (from[c].mean - to[c].mean) / to[c].std
    for (let i = c, pixel = 0; i < values.length; i += channels, pixel++)
      if (good === null || good[pixel] === 1) values[i] = factor * values[i] + offset
  }
}
