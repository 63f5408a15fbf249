import { fourierTransform, type ComplexArray } from './fourier-transform.ts'
import { lowPass } from './morlet-filters.ts'

/** Weighted means of a plane's real part, which are the product of weights along rows and columns. */
export interface PlaneAverage {
  /** Number of means along each axis. */
  rows: number
  columns: number
  /** Writes the means, row by row, from `at` on. */
  of(plane: ComplexArray, out: Float64Array, at: number): void
}

/**
 * The averages that end a scattering path. They are two small matrix products instead of two Fourier transforms.
 * @param byRow the weights of a plane's rows for each mean; `byColumn` those of its columns
 */
export function planeAverage(byRow: readonly Float64Array[], byColumn: readonly Float64Array[]): PlaneAverage {
  const [rows, columns] = [byRow[0].length, byColumn[0].length]
  const line = new Float64Array(columns)
  return {
    rows: byRow.length,
    columns: byColumn.length,
    of(plane, out, at) {
      for (const rowWeights of byRow) {
        line.fill(0)
        for (let row = 0, i = 0; row < rows; row++) {
          const weight = rowWeights[row]
          for (let column = 0; column < columns; column++, i += 2) line[column] += weight * plane[i]
        }
        for (const columnWeights of byColumn) {
          let sum = 0
          for (let column = 0; column < columns; column++) sum += columnWeights[column] * line[column]
          out[at++] = sum
        }
      }
    },
  }
}

/**
 * Kymatio's: the low-pass filter along one axis, at positions 2^scales pixels apart, of which the first and the last are
 * border.
 * @param padded pixels with the border; planes have 2^resolution times fewer
 */
export function positionWeights(_: number, padded: number, resolution: number, scales: number): Float64Array[] {
  const modes = lowPass(padded, scales)
  const length = padded / 2 ** resolution
  const step = 2 ** (scales - resolution)
  const kernel = new Float64Array(2 * length)
  for (let i = 0; i < length; i++) kernel[2 * i] = modes[i < length / 2 ? i : i + padded - length]
  fourierTransform(length).inverse(kernel)
  return Array.from({ length: length / step - 2 }, (_, position) =>
    Float64Array.from({ length }, (_, i) => kernel[2 * (((position + 1) * step - i + length) % length)]),
  )
}

/** Equal weights for the pixels of the patch itself, without its border, along one axis of `length` pixels. */
export function patchWeights(length: number, padded: number, resolution: number): Float64Array[] {
  const first = Math.floor((padded - length) / 2)
  const inside = Float64Array.from({ length: padded / 2 ** resolution }, (_, i) => {
    const pixel = i * 2 ** resolution - first
    return pixel >= 0 && pixel < length ? 1 : 0
  })
  const count = inside.reduce((sum, one) => sum + one, 0)
  return [inside.map((one) => one / count)]
}
