import FFT from 'fft.js'
import { columnTransform, type ColumnTransform } from './column-transform.ts'
import type { ComplexArray } from './short-transforms.ts'

export type { ComplexArray } from './short-transforms.ts'

/** A discrete Fourier transform of one length, forward (e^-i) or inverse (e^+i, divided by n), in place. */
export interface FourierTransform {
  readonly length: number
  forward(data: ComplexArray): void
  inverse(data: ComplexArray): void
}

const plans = new Map<number, FourierTransform>()

/** The transform of any length: fft.js for powers of two, Bluestein's chirp (1970) on a power of two for the others. */
export function fourierTransform(length: number): FourierTransform {
  let plan = plans.get(length)
  if (!plan) {
    plan = length > 1 && Number.isInteger(Math.log2(length)) ? powerOfTwo(length) : bluestein(length)
    plans.set(length, plan)
  }
  return plan
}

function powerOfTwo(length: number): FourierTransform {
  const fft = new FFT(length)
  const out = new Float64Array(2 * length)
  return {
    length,
    forward(data) {
      fft.transform(out as unknown as number[], data as unknown as number[])
      data.set(out)
    },
    inverse(data) {
      fft.inverseTransform(out as unknown as number[], data as unknown as number[])
      data.set(out)
    },
  }
}

/** X_k = w_k sum_j (x_j w_j) conj(w_(k - j)) with w_k = exp(-i pi k^2 / n): a convolution with a chirp. */
function bluestein(length: number): FourierTransform {
  const padded = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * length - 1)))
  const inner = powerOfTwo(padded)
  const cos = new Float64Array(length)
  const sin = new Float64Array(length)
  for (let k = 0; k < length; k++) {
    // k^2 modulo 2n keeps the angle small and so accurate.
    const angle = (Math.PI * ((k * k) % (2 * length))) / length
    cos[k] = Math.cos(angle)
    sin[k] = Math.sin(angle)
  }
  const chirp = new Float64Array(2 * padded)
  for (let k = 0; k < length; k++) {
    for (const at of k === 0 ? [0] : [k, padded - k]) {
      chirp[2 * at] = cos[k]
      chirp[2 * at + 1] = sin[k]
    }
  }
  inner.forward(chirp)
  const work = new Float64Array(2 * padded)

  const forward = (data: ComplexArray) => {
    work.fill(0)
    for (let k = 0; k < length; k++) {
      const [re, im] = [data[2 * k], data[2 * k + 1]]
      work[2 * k] = re * cos[k] + im * sin[k]
      work[2 * k + 1] = im * cos[k] - re * sin[k]
    }
    inner.forward(work)
    for (let k = 0; k < padded; k++) {
      const [re, im] = [work[2 * k], work[2 * k + 1]]
      work[2 * k] = re * chirp[2 * k] - im * chirp[2 * k + 1]
      work[2 * k + 1] = re * chirp[2 * k + 1] + im * chirp[2 * k]
    }
    inner.inverse(work)
    for (let k = 0; k < length; k++) {
      const [re, im] = [work[2 * k], work[2 * k + 1]]
      data[2 * k] = re * cos[k] + im * sin[k]
      data[2 * k + 1] = im * cos[k] - re * sin[k]
    }
  }
  return {
    length,
    forward,
    inverse(data) {
      // The inverse is the forward transform of the conjugate, conjugated.
      for (let k = 0; k < length; k++) data[2 * k + 1] = -data[2 * k + 1]
      forward(data)
      for (let k = 0; k < length; k++) {
        data[2 * k] /= length
        data[2 * k + 1] /= -length
      }
    },
  }
}

const columnPlans = new Map<number, ColumnTransform>()

function columnPlan(length: number): ColumnTransform {
  let plan = columnPlans.get(length)
  if (!plan) columnPlans.set(length, (plan = columnTransform(length) ?? columnByColumn(length)))
  return plan
}

/** The transform of columns of any length, one after the other. */
function columnByColumn(length: number): ColumnTransform {
  const ofOne = fourierTransform(length)
  const line = new Float64Array(2 * length)
  return (x, _, width, sign) => {
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < length; row++) {
        line[2 * row] = x[2 * (row * width + column)]
        line[2 * row + 1] = x[2 * (row * width + column) + 1]
      }
      ofOne[sign === -1 ? 'forward' : 'inverse'](line)
      const scale = sign === -1 ? 1 : length
      for (let row = 0; row < length; row++) {
        x[2 * (row * width + column)] = scale * line[2 * row]
        x[2 * (row * width + column) + 1] = scale * line[2 * row + 1]
      }
    }
    return x
  }
}

/** Room for a second plane, as large as any so far. */
let room = new Float64Array(0)

/** The transform of a plane of complex numbers [rows, columns], in place: along every column and along every row. */
export function transformPlane(data: ComplexArray, rows: number, columns: number, direction: 'forward' | 'inverse') {
  const size = 2 * rows * columns
  if (room.length < size) room = new Float64Array(size)
  const turned = transposedTransform(data, room, rows, columns, direction === 'forward' ? -1 : 1)
  const whole = transposed(turned, turned === data ? room : data, columns, rows)
  const scale = direction === 'forward' ? 1 : 1 / (rows * columns)
  if (scale !== 1 || whole !== data) for (let i = 0; i < size; i++) data[i] = scale * whole[i]
}

/**
 * The transform of a plane [rows, columns] as [columns, rows], not divided by their number.
 * @param x the plane, overwritten; `y` has room for as many
 * @param sign of the exponent
 * @param kept the rows of the transform that are wanted, all that the result then holds
 * @returns the one of the two that holds the result
 */
export function transposedTransform(
  x: ComplexArray,
  y: ComplexArray,
  rows: number,
  columns: number,
  sign: 1 | -1,
  kept = { from: 0, to: rows },
): ComplexArray {
  const first = columnPlan(rows)(x, y, columns, sign)
  const turned = transposed(first, first === x ? y : x, rows, columns, kept)
  return columnPlan(columns)(turned, turned === x ? y : x, kept.to - kept.from, sign)
}

/** Writes some rows of the plane [rows, columns], or all, to `to` as [columns, rows]. */
function transposed(from: ComplexArray, to: ComplexArray, rows: number, columns: number, kept = { from: 0, to: rows }) {
  const width = 2 * (kept.to - kept.from)
  // A few columns at a time, so that what is written stays in the processor's cache.
  for (let first = 0; first < columns; first += 8) {
    const last = Math.min(first + 8, columns)
    for (let row = kept.from; row < kept.to; row++) {
      let at = 2 * (row * columns + first)
      let out = first * width + 2 * (row - kept.from)
      for (let column = first; column < last; column++, at += 2, out += width) {
        to[out] = from[at]
        to[out + 1] = from[at + 1]
      }
    }
  }
  return to
}

/**
 * Transforms of two real planes that were transformed together, as real and imaginary part: twice each one's own, the
 * Hermitian and anti-Hermitian parts.
 * @param both [rows, columns], as are `first` and `second`, which are overwritten
 */
export function separateTransforms(
  both: ComplexArray,
  rows: number,
  columns: number,
  first: ComplexArray,
  second: ComplexArray,
): void {
  for (let row = 0, i = 0; row < rows; row++) {
    const opposite = ((rows - row) % rows) * columns
    for (let column = 0; column < columns; column++, i += 2) {
      const o = 2 * (opposite + (column === 0 ? 0 : columns - column))
      first[i] = both[i] + both[o]
      first[i + 1] = both[i + 1] - both[o + 1]
      second[i] = both[i + 1] + both[o + 1]
      second[i + 1] = both[o] - both[i]
    }
  }
}
