/** Values this many times their root mean square, and beyond, are all light or all dark. */
const full = 2.2

/**
 * A texture as pixels to be laid over a picture: white where it is above zero, black where it is below, and the more
 * opaque the further, so that it changes the lightness of any colours. Transparent where values are missing (NaN).
 * @returns red, green, blue and opacity of each value, 0 to 255
 */
export function lightAndDark(values: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  let [squares, count] = [0, 0]
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) continue
    squares += values[at] * values[at]
    count++
  }
  const scale = squares > 0 ? 255 / (full * Math.sqrt(squares / count)) : 0
  const pixels = new Uint8ClampedArray(4 * values.length)
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) continue
    pixels.fill(values[at] > 0 ? 255 : 0, 4 * at, 4 * at + 3)
    pixels[4 * at + 3] = Math.abs(values[at]) * scale
  }
  return pixels
}
