import { fourierTransform, type ComplexArray } from './fourier-transform.ts'

/** A low-pass filter and subsampling of planes at one resolution, without their border. */
export interface PositionAverage {
  /** Of the planes it takes. */
  rows: number
  columns: number
  /** Writes the averages of the real parts, position by position, from `at` on. */
  of(plane: ComplexArray, out: Float64Array, at: number): void
}

/**
 * The low-pass filter that ends a scattering path. It is the product of one filter per axis, so that the averages at
 * the few positions that are kept are two small matrix products instead of two Fourier transforms.
 * @param rowModes the filter along the rows' axis in Fourier space, at full resolution; `columnModes` along the other
 * @param resolution planes are 2^resolution times coarser
 * @param scales positions are 2^scales pixels apart; the first and last along each axis are border
 */
export function positionAverage(
  rowModes: Float64Array,
  columnModes: Float64Array,
  resolution: number,
  scales: number,
): PositionAverage {
  const step = 2 ** (scales - resolution)
  const byRow = weights(rowModes, resolution, step)
  const byColumn = weights(columnModes, resolution, step)
  const [rows, columns] = [rowModes.length / 2 ** resolution, columnModes.length / 2 ** resolution]
  const line = new Float64Array(columns)
  return {
    rows,
    columns,
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

/** The weight of every pixel of an axis at each position that is kept: [positions] of [length / 2^resolution]. */
function weights(modes: Float64Array, resolution: number, step: number): Float64Array[] {
  const length = modes.length / 2 ** resolution
  const kernel = new Float64Array(2 * length)
  for (let i = 0; i < length; i++) kernel[2 * i] = modes[i < length / 2 ? i : i + modes.length - length]
  fourierTransform(length).inverse(kernel)
  return Array.from({ length: length / step - 2 }, (_, position) =>
    Float64Array.from({ length }, (_, i) => kernel[2 * (((position + 1) * step - i + length) % length)]),
  )
}
