/** Kinds of details of a block of 2 x 2 pixels: across its columns, across its rows, and across both. */
export const detailKinds = 3

/** Patches of one size, [count, size, size, channels]. */
interface PatchesShape {
  size: number
  channels: number
}

/** A square of blocks of each patch: its first row and column, and its side, in blocks. */
export interface BlockCrops {
  places: readonly (readonly [row: number, column: number])[]
  side: number
}

/**
 * One octave of Haar's wavelets is the means of blocks of 2 x 2 pixels, [count, size / 2, size / 2, channels], and what they
 * lack (`blockDetails`).
 * @param patches [count, size, size, channels] with an even size
 */
export function blockMeans(patches: Float32Array, { size, channels }: PatchesShape): Float32Array {
  const means = new Float32Array(patches.length / 4)
  const row = size * channels
  let to = 0
  for (let line = 0; line < patches.length; line += 2 * row) {
    for (let block = line; block < line + row; block += 2 * channels) {
      for (let at = block; at < block + channels; at++) {
        means[to++] = (patches[at] + patches[at + channels] + patches[at + row] + patches[at + row + channels]) / 4
      }
    }
  }
  return means
}

/**
 * Details of all blocks, or of a crop of each patch. They are those of the orthonormal transform, so white noise has white
 * details of the same variance.
 * @returns [count, side, side, 3 channels]: first those across columns, then across rows, then across both
 */
export function blockDetails(
  patches: Float32Array,
  { size, channels }: PatchesShape,
  crops?: BlockCrops,
): Float32Array {
  const row = size * channels
  const count = patches.length / (size * row)
  const side = crops?.side ?? size / 2
  const details = new Float32Array(count * side ** 2 * detailKinds * channels)
  let to = 0
  for (let i = 0; i < count; i++) {
    const [top, left] = crops?.places[i] ?? [0, 0]
    for (let r = 0; r < side; r++) {
      const line = (i * size + 2 * (top + r)) * row + 2 * left * channels
      for (let block = line; block < line + 2 * side * channels; block += 2 * channels, to += 2 * channels) {
        for (let at = block; at < block + channels; at++, to++) {
          const a = patches[at]
          const b = patches[at + channels]
          const p = patches[at + row]
          const q = patches[at + row + channels]
          details[to] = (a - b + p - q) / 2
          details[to + channels] = (a + b - p - q) / 2
          details[to + 2 * channels] = (a - b - p + q) / 2
        }
      }
    }
  }
  return details
}

/**
 * The patches that have these means and details: the inverse of `blockMeans` and `blockDetails`.
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
