import { nextUint32, seedRandom } from '../../random/index.ts'
import type { AxisField } from './axis-field.ts'

/** White noise with mean 0 and variance 1: the same for the same number of pixels. */
export function whiteNoise(count: number): Float32Array {
  const state = seedRandom(1993)
  const size = Math.sqrt(12) / 2 ** 32
  return Float32Array.from({ length: count }, () => size * nextUint32(state) - Math.sqrt(3))
}

/**
 * Line integral convolution (Cabral & Leedom 1993, SIGGRAPH, 263): each pixel is the mean of the noise along the line
 * through it that follows the field, weighted by a Hann window. Neighbours along a line share most of their noise, and
 * those across it none: streaks appear. Lines end at missing directions and at the edges.
 * @param half length of the line on either side, pixels
 * @param rows the first row to compute, and the one after the last
 * @param into receives values with about the variance of the noise however short a line is; NaN where there is no direction
 */
export function integrateLines(
  { width, height, x, y }: AxisField,
  noise: Float32Array,
  half: number,
  [from, to]: readonly [from: number, to: number],
  into: Float32Array,
): void {
  const window = Float64Array.from({ length: half + 1 }, (_, step) => (1 + Math.cos((Math.PI * step) / (half + 1))) / 2)
  for (let at = from * width; at < to * width; at++) {
    if (Number.isNaN(x[at])) {
      into[at] = NaN
      continue
    }
    let [sum, squares] = [noise[at], 1]
    for (let sense = -1; sense <= 1; sense += 2) {
      let [right, down] = [sense * x[at], sense * y[at]]
      let [column, row] = [(at % width) + 0.5, Math.floor(at / width) + 0.5]
      for (let step = 1; step <= half; step++) {
        column += right
        row += down
        if (column < 0 || row < 0 || column >= width || row >= height) break
        const here = Math.floor(row) * width + Math.floor(column)
        if (Number.isNaN(x[here])) break
        sum += window[step] * noise[here]
        squares += window[step] * window[step]
        // Directions have no sense: the line goes on as it came.
        const turn = x[here] * right + y[here] * down < 0 ? -1 : 1
        right = turn * x[here]
        down = turn * y[here]
      }
    }
    into[at] = sum / Math.sqrt(squares)
  }
}
