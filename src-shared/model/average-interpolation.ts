import { detailKinds } from './haar.ts'

/**
 * The details, as those of `blockDetails`, that a smooth picture with these means of blocks has: those of the polynomial
 * with the means of a block and its four nearest neighbours along a line, and along a line of the other axis (average
 * interpolation: Donoho 1993, "Smooth wavelet decompositions with blocky coefficient kernels"). Near a border it is the
 * polynomial of the neighbours that there are on both sides, and at it the line through two means.
 * @param means [count, side, side, channels]
 * @returns [count, side, side, 3 channels]
 */
export function interpolatedDetails(
  means: Float32Array,
  { side, channels }: { side: number; channels: number },
): Float32Array {
  const details = new Float32Array(detailKinds * means.length)
  const across = detailKinds * channels
  const picture = side ** 2
  const count = means.length / (picture * channels)
  const value = { step: channels, from: means }
  const columnDetail = { step: across, from: details }
  for (let i = 0; i < count; i++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++)
        for (let c = 0; c < channels; c++) {
          const place = i * picture + row * side + column
          details[place * across + c] = -slope(value, place * channels + c, 1, column, side) / 2
          details[place * across + channels + c] = -slope(value, place * channels + c, side, row, side) / 2
        }
  // Across both: how the details across columns change from row to row, halved as pixels are nearer than means.
  for (let i = 0; i < count; i++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++)
        for (let c = 0; c < channels; c++) {
          const at = (i * picture + row * side + column) * across + c
          details[at + 2 * channels] = -slope(columnDetail, at, side, row, side) / 4
        }
  return details
}

/** Values at places, `step` apart. */
interface Values {
  from: Float32Array
  step: number
}

/**
 * Twice the difference of the means of both halves of a block, which is the slope of a line.
 * @param at index of the block's value
 * @param places to the next block along the line
 * @param k,side number of the block on its line, and of blocks
 */
function slope({ from, step }: Values, at: number, places: number, k: number, side: number): number {
  const next = places * step
  if (side === 1) return 0
  if (k === 0) return from[at + next] - from[at]
  if (k === side - 1) return from[at] - from[at - next]
  const near = from[at + next] - from[at - next]
  if (k === 1 || k === side - 2) return near / 2
  return (22 * near - 3 * (from[at + 2 * next] - from[at - 2 * next])) / 32
}
