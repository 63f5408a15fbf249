/** Kinds of details of a block of 2 x 2 pixels: across its columns, across its rows, and across both. */
export const detailKinds = 3

/** Patches of one size, [count, size, size, channels]. */
interface PatchesShape {
  size: number
  channels: number
}

/**
 * One octave of Haar's wavelets: the means of blocks of 2 x 2 pixels, and what they lack. The details are those of the
 * orthonormal transform, so white noise has white details of the same variance.
 * @param patches [count, size, size, channels] with an even size
 * @returns means [count, size / 2, size / 2, channels], details [count, size / 2, size / 2, 3 channels]: first those
 *   across columns, then across rows, then across both
 */
export function splitOctave(patches: Float32Array, { size, channels }: PatchesShape) {
  const side = size / 2
  const means = new Float32Array(patches.length / 4)
  const details = new Float32Array(detailKinds * means.length)
  const row = size * channels
  for (let block = 0, to = 0; block < means.length; block += channels, to += detailKinds * channels) {
    const from = 4 * block - 2 * channels * ((block / channels) % side)
    for (let c = 0; c < channels; c++) {
      const [a, b] = [patches[from + c], patches[from + channels + c]]
      const [p, q] = [patches[from + row + c], patches[from + row + channels + c]]
      means[block + c] = (a + b + p + q) / 4
      details[to + c] = (a - b + p - q) / 2
      details[to + channels + c] = (a + b - p - q) / 2
      details[to + 2 * channels + c] = (a - b - p + q) / 2
    }
  }
  return { means, details }
}

/**
 * The inverse of `splitOctave`.
 * @param shape of the patches that are returned
 */
export function joinOctave(means: Float32Array, details: Float32Array, { size, channels }: PatchesShape): Float32Array {
  const side = size / 2
  const patches = new Float32Array(4 * means.length)
  const row = size * channels
  for (let block = 0, at = 0; block < means.length; block += channels, at += detailKinds * channels) {
    const to = 4 * block - 2 * channels * ((block / channels) % side)
    for (let c = 0; c < channels; c++) {
      const mean = means[block + c]
      const columns = details[at + c] / 2
      const rows = details[at + channels + c] / 2
      const both = details[at + 2 * channels + c] / 2
      patches[to + c] = mean + columns + rows + both
      patches[to + channels + c] = mean - columns + rows - both
      patches[to + row + c] = mean + columns - rows - both
      patches[to + row + channels + c] = mean - columns - rows + both
    }
  }
  return patches
}
