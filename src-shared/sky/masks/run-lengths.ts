/**
 * A mask as the lengths of its runs of equal pixels, row by row: observed and hole in turn, beginning with observed
 * (0 if the first pixel is a hole). Some hundred numbers say what a painted mask is.
 */
export function runLengths(mask: Uint8Array): number[] {
  const runs: number[] = []
  let value = 1
  let length = 0
  for (const pixel of mask) {
    if (pixel !== value) {
      runs.push(length)
      value = pixel
      length = 0
    }
    length++
  }
  return [...runs, length]
}

/** The inverse of `runLengths`. @throws RangeError for lengths that don't add up to the number of pixels */
export function maskOfRuns(runs: readonly number[], pixels: number): Uint8Array {
  const total = runs.reduce((sum, length) => sum + length, 0)
  if (total !== pixels) throw new RangeError(`the runs have ${total} pixels, not ${pixels}`)
  const mask = new Uint8Array(pixels)
  let at = 0
  runs.forEach((length, i) => mask.fill(i % 2 === 0 ? 1 : 0, at, (at += length)))
  return mask
}
