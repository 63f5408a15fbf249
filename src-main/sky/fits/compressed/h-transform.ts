import { smoothHTransform } from './h-smooth.ts'

/**
 * Inverts the H-transform of an image [rows, columns] in place (White, Postman & Lattanzi 1992): from the sum of all
 * pixels down, each block of 2 x 2 is made from its sum, its two gradients and its curvature. Their low bits, which
 * the parities of the others give, were left out of the stream.
 *
 * All arithmetic is on whole numbers, in double precision, as the sums of 32-bit pixels need more than 32 bits.
 * @param smoothing the scale by which the coefficients were divided, if the image is to be smoothed
 */
export function invertHTransform(values: Float64Array, rows: number, columns: number, smoothing = 0): void {
  const levels = Math.ceil(Math.log2(Math.max(rows, columns)))
  if (levels === 0) return
  const line = new Float64Array(Math.max(rows, columns))
  values[0] = roundTo(values[0], 2 ** (levels + 1))
  for (let level = levels - 1; level >= 0; level--) {
    const height = Math.ceil(rows / 2 ** level)
    const width = Math.ceil(columns / 2 ** level)
    for (let row = 0; row < height; row++) interleave(values, line, row * columns, width, 1)
    for (let column = 0; column < width; column++) interleave(values, line, column, height, columns)
    smoothHTransform(values, columns, height, width, smoothing)
    joinBlocks(values, columns, height, width, level)
  }
}

/** The multiple of `step` nearest to a whole number; ties away from 0 for numbers >= 0, towards 0 for others. */
function roundTo(value: number, step: number): number {
  const half = Math.floor(step / 2)
  return Math.floor((value + (value >= 0 ? half : Math.max(half - 1, 0))) / step) * step
}

/** Puts the second half of `count` elements between those of the first half. */
function interleave(values: Float64Array, line: Float64Array, from: number, count: number, step: number): void {
  const half = (count + 1) >> 1
  for (let i = 0; i < half; i++) line[2 * i] = values[from + i * step]
  for (let i = half; i < count; i++) line[2 * (i - half) + 1] = values[from + i * step]
  for (let i = 0; i < count; i++) values[from + i * step] = line[i]
}

function joinBlocks(values: Float64Array, stride: number, height: number, width: number, level: number): void {
  const bit0 = 2 ** level
  const bit1 = 2 * bit0
  const divisor = level === 0 ? 4 : 2
  const isOdd = (value: number, bit: number) => Math.floor(value / bit) % 2 !== 0
  for (let row = 0; row < height; row += 2) {
    const lastRow = row + 1 === height
    for (let column = 0; column < width; column += 2) {
      const at = row * stride + column
      const below = at + stride
      const lastColumn = column + 1 === width
      let sum = values[at]
      if (lastRow && lastColumn) {
        values[at] = Math.floor(sum / divisor)
      } else if (lastRow || lastColumn) {
        const other = lastRow ? at + 1 : below
        const gradient = roundTo(values[other], bit1)
        if (isOdd(gradient, bit1)) sum += sum >= 0 ? -bit1 : bit1
        values[other] = Math.floor((sum + gradient) / divisor)
        values[at] = Math.floor((sum - gradient) / divisor)
      } else {
        const curvature = roundTo(values[below + 1], bit0)
        const low = isOdd(curvature, bit0) ? bit0 : 0
        let down = roundTo(values[below], bit1)
        let across = roundTo(values[at + 1], bit1)
        down -= down >= 0 ? low : -low
        across -= across >= 0 ? low : -low
        const odd = isOdd(curvature, bit1) !== (isOdd(down, bit1) !== isOdd(across, bit1))
        const next = odd ? bit1 : 0
        sum += sum >= 0 || low > 0 ? low - next : next
        values[below + 1] = Math.floor((sum + down + across + curvature) / divisor)
        values[below] = Math.floor((sum + down - across - curvature) / divisor)
        values[at + 1] = Math.floor((sum - down + across - curvature) / divisor)
        values[at] = Math.floor((sum - down - across + curvature) / divisor)
      }
    }
  }
}
