import { fourierTransform } from './fourier-transform.ts'
import { lowPass } from './morlet-filters.ts'

/** Indices from <= i < to. */
export interface Range {
  from: number
  to: number
}

/** Weighted means of a plane, which are the product of weights along rows and columns. */
export interface PlaneAverage {
  /** Number of means along each axis. */
  rows: number
  columns: number
  /** The part of a plane that has any weight. */
  seen: { rows: Range; columns: Range }
  /**
   * Writes the means, row by row, from `at` on.
   * @param plane [rows, columns], with `columns` of the whole plane's, at least those that are seen
   */
  of(plane: Float64Array, columns: Range, out: Float64Array, at: number): void
}

/**
 * The averages that end a scattering path. They are two small matrix products instead of two Fourier transforms.
 * @param byRow the weights of a plane's rows for each mean; `byColumn` those of its columns
 */
export function planeAverage(byRow: readonly Float64Array[], byColumn: readonly Float64Array[]): PlaneAverage {
  const seen = { rows: rangeOf(byRow), columns: rangeOf(byColumn) }
  const { from, to } = seen.columns
  const line = new Float64Array(to - from)
  return {
    rows: byRow.length,
    columns: byColumn.length,
    seen,
    of(plane, columns, out, at) {
      const width = columns.to - columns.from
      for (const rowWeights of byRow) {
        line.fill(0)
        for (let row = seen.rows.from; row < seen.rows.to; row++) {
          const weight = rowWeights[row]
          for (let i = 0, pixel = row * width + from - columns.from; i < line.length; i++, pixel++)
            line[i] += weight * plane[pixel]
        }
        for (const columnWeights of byColumn) {
          let sum = 0
          for (let i = 0; i < line.length; i++) sum += columnWeights[from + i] * line[i]
          out[at++] = sum
        }
      }
    },
  }
}

/** Where any of some weights is not 0. */
function rangeOf(weights: readonly Float64Array[]): Range {
  const weighs = Array.from(weights[0], (_, i) => weights.some((each) => each[i] !== 0))
  return { from: weighs.indexOf(true), to: weighs.lastIndexOf(true) + 1 }
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
