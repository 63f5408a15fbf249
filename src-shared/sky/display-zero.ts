/**
 * Width of a range, relative to its values, below which single precision is too coarse: it leaves 2^24 times this many
 * levels.
 */
const narrow = 2 ** -8

/**
 * Offset to subtract from a map's values in double precision before displaying them in single precision: their middle
 * if they vary little relative to their size (2.725 K with microkelvin structure), otherwise 0.
 */
export function displayZero({ min, max }: { min: number | null; max: number | null }): number {
  if (min === null || max === null) return 0
  return max - min < narrow * Math.max(Math.abs(min), Math.abs(max)) ? min + (max - min) / 2 : 0
}
