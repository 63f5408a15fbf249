/** Levels that single precision leaves to a range as narrow as this, relative to its values: 2^24 times it. */
const narrow = 2 ** -8

/**
 * What is subtracted from the values of a map, in double precision, before single precision shows them: their middle
 * where they differ little beside their size (2.725 K with microkelvin structure), else 0.
 */
export function displayZero({ min, max }: { min: number | null; max: number | null }): number {
  if (min === null || max === null) return 0
  return max - min < narrow * Math.max(Math.abs(min), Math.abs(max)) ? min + (max - min) / 2 : 0
}
