import { lastOfFour, shortTransforms, type ComplexArray, type Place, type Radix } from './short-transforms.ts'

/** Discrete Fourier transforms of all columns of a plane at once, forward (e^-i) or inverse (e^+i, not divided by n). */
export interface ColumnTransform {
  /**
   * @param x complex numbers [length, width], overwritten; `y` has room for as many
   * @param sign of the exponent
   * @returns the one of the two that holds the result
   */
  (x: ComplexArray, y: ComplexArray, width: number, sign: 1 | -1): ComplexArray
}

/**
 * The transform of columns of a length without prime factors above 5; null for others. Stockham's algorithm, which needs
 * no reordering: each step takes transforms of a few numbers that lie far apart and writes them side by side (Van Loan
 * 1992, Sec. 1.7). Its innermost loops run along rows, so that even short columns cost little.
 */
export function columnTransform(length: number): ColumnTransform | null {
  const steps = factors(length)
  if (!steps) return null
  const cos = Float64Array.from({ length }, (_, k) => Math.cos((2 * Math.PI * k) / length))
  const sin = Float64Array.from({ length }, (_, k) => Math.sin((2 * Math.PI * k) / length))
  const place: Place = { from: 0, apart: 0, to: 0, block: 0, turn: 0 }
  return (x, y, width, sign) => {
    // n numbers are left to transform, in strides of `stride` rows.
    let n = length
    let stride = 1
    for (const radix of steps) {
      const m = n / radix
      place.block = 2 * stride * width
      place.apart = m * place.block
      if (radix === 4 && m === 1) lastOfFour(x, y, place.block, sign)
      else {
        const kernel = shortTransforms[radix]
        for (let k = 0; k < m; k++) {
          place.from = k * place.block
          place.to = radix * place.from
          place.turn = k * stride
          kernel(x, y, place, cos, sin, sign)
        }
      }
      const done = y
      y = x
      x = done
      n = m
      stride *= radix
    }
    return x
  }
}

function factors(length: number): Radix[] | null {
  const found: Radix[] = []
  for (const radix of [4, 2, 3, 5] as const) {
    while (length % radix === 0 && length > 1) {
      found.push(radix)
      length /= radix
    }
  }
  // Four comes last, where it needs no multiplication.
  return length === 1 ? found.reverse() : null
}
