import FFT from 'fft.js'
import { columnTransform, type ColumnTransform, type ComplexArray } from './column-transform.ts'

export type { ComplexArray } from './column-transform.ts'

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

const columnPlans = new Map<number, ColumnTransform | null>()

function columnPlan(length: number): ColumnTransform | null {
  let plan = columnPlans.get(length)
  if (plan === undefined) columnPlans.set(length, (plan = columnTransform(length)))
  return plan
}

/** Room for a second plane, as large as any so far. */
let room = new Float64Array(0)

/** The transform of a plane of complex numbers [rows, columns], in place: along every column and along every row. */
export function transformPlane(data: ComplexArray, rows: number, columns: number, direction: 'forward' | 'inverse') {
  const [alongColumn, alongRow] = [columnPlan(rows), columnPlan(columns)]
  if (!alongColumn || !alongRow) return transformLines(data, rows, columns, direction)
  const size = 2 * rows * columns
  if (room.length < size) room = new Float64Array(size)
  const sign = direction === 'forward' ? -1 : 1
  const first = alongColumn(data, room, columns, sign)
  const turned = transposed(first, first === data ? room : data, rows, columns)
  const second = alongRow(turned, turned === data ? room : data, rows, sign)
  const whole = transposed(second, second === data ? room : data, columns, rows)
  const scale = direction === 'forward' ? 1 : 1 / (rows * columns)
  if (scale !== 1 || whole !== data) for (let i = 0; i < size; i++) data[i] = scale * whole[i]
}

/** Writes the plane [rows, columns] to `to` as [columns, rows]. */
function transposed(from: ComplexArray, to: ComplexArray, rows: number, columns: number): ComplexArray {
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0, out = 2 * row; column < columns; column++, at += 2, out += 2 * rows) {
      to[out] = from[at]
      to[out + 1] = from[at + 1]
    }
  }
  return to
}

/** The same for sides of any length: along every row, then along every column. */
function transformLines(data: ComplexArray, rows: number, columns: number, direction: 'forward' | 'inverse') {
  const alongRow = fourierTransform(columns)
  for (let row = 0; row < rows; row++) alongRow[direction](data.subarray(2 * row * columns, 2 * (row + 1) * columns))
  const alongColumn = fourierTransform(rows)
  const line = new Float64Array(2 * rows)
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      line[2 * row] = data[2 * (row * columns + column)]
      line[2 * row + 1] = data[2 * (row * columns + column) + 1]
    }
    alongColumn[direction](line)
    for (let row = 0; row < rows; row++) {
      data[2 * (row * columns + column)] = line[2 * row]
      data[2 * (row * columns + column) + 1] = line[2 * row + 1]
    }
  }
}
