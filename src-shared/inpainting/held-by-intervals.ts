/** An estimate of a patch whose truth is known. */
export interface IntervalsOfPatch {
  truth: ArrayLike<number>
  fill: ArrayLike<number>
  deviation: ArrayLike<number>
}

/**
 * Counts in how many pixels of a hole (mask 0) the truth lies within intervals about the estimate.
 * @param widths half widths of the intervals, in standard deviations
 * @returns pixels whose deviation is known, and those that each interval holds
 */
export function heldByIntervals(
  { truth, fill, deviation }: IntervalsOfPatch,
  mask: ArrayLike<number>,
  widths: readonly number[],
): { pixels: number; held: number[] } {
  const held = widths.map(() => 0)
  let pixels = 0
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 0 || Number.isNaN(deviation[i])) continue
    pixels++
    const away = Math.abs(truth[i] - fill[i])
    widths.forEach((width, k) => (held[k] += Number(away <= width * deviation[i])))
  }
  return { pixels, held }
}
