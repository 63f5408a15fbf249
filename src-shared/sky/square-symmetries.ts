import { signsOf, type Channel } from './channels.ts'

/** Flips and quarter turns of a square. */
export const symmetries = 8

/** The symmetry that undoes another: where rows and columns are swapped, a flip of one is undone by a flip of the other. */
export const inverseOf = (symmetry: number) =>
  symmetry & 4 ? 4 | ((symmetry & 1) << 1) | ((symmetry & 2) >> 1) : symmetry

/**
 * Writes one of the square's eight symmetries into `target` at `offset`: bit 0 of `symmetry` flips the rows, bit 1 the
 * columns, bit 2 swaps rows with columns first; together all flips and quarter turns. Q and U turn with the square.
 * @param patch [size, size, channels]
 */
export function turn(
  patch: Float32Array,
  size: number,
  symmetry: number,
  target: Float32Array,
  offset: number,
  channels: readonly Channel[] = ['I'],
): void {
  const width = channels.length
  const swap = (symmetry & 4) !== 0
  const isMirrored = ((symmetry & 1) !== 0) !== ((symmetry & 2) !== 0)
  let [rowStep, columnStep] = swap ? [width, width * size] : [width * size, width]
  let start = 0
  if (symmetry & 1) {
    start += rowStep * (size - 1)
    rowStep = -rowStep
  }
  if (symmetry & 2) {
    start += columnStep * (size - 1)
    columnStep = -columnStep
  }
  channels.forEach((channel, c) => {
    const sign = (isMirrored ? signsOf[channel].flip : 1) * (swap ? signsOf[channel].swap : 1)
    for (let row = 0, at = offset + c; row < size; row++) {
      const first = start + c + row * rowStep
      for (let column = 0, from = first; column < size; column++, at += width, from += columnStep) {
        target[at] = sign * patch[from]
      }
    }
  })
}
