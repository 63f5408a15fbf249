import FFT from 'fft.js'

/** Complex numbers, with real and imaginary parts interleaved. */
export type ComplexArray = Float64Array

/** A discrete Fourier transform of one length, forward (e^-i) or inverse (e^+i, divided by n), in place. */
export interface FourierTransform {
  readonly length: number
  forward(data: ComplexArray): void
  inverse(data: ComplexArray): void
}

const plans = new Map<number, FourierTransform>()

/**
 * The transform of any length: fft.js for powers of two, a few of them for small multiples of one (96, 320), Bluestein's
 * chirp (1970) on a power of two for the others.
 */
export function fourierTransform(length: number): FourierTransform {
  let plan = plans.get(length)
  if (!plan) {
    plan = planOf(length)
    plans.set(length, plan)
  }
  return plan
}

/** Largest odd factor for which direct sums are faster than Bluestein's transform of at least twice the length. */
const largestFactor = 9

function planOf(length: number): FourierTransform {
  let factor = length
  while (factor > 1 && factor % 2 === 0) factor /= 2
  if (factor === 1 && length > 1) return powerOfTwo(length)
  return factor > 1 && factor <= largestFactor && factor < length
    ? composite(factor, length / factor)
    : bluestein(length)
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

/**
 * Cooley & Tukey's step (1965) from transforms of a power of two, X^r of every factor-th number from r on:
 *   X_(k + q m) = sum_r w^(r k) X^r_k e^(-2 pi i r q / factor) with w = exp(-2 pi i / (factor m)).
 * The terms of r and factor - r share their cosines and sines, as do the sums of q and factor - q.
 */
function composite(factor: number, m: number): FourierTransform {
  const length = factor * m
  const half = (factor - 1) / 2
  const inner = powerOfTwo(m)
  const cos = Float64Array.from({ length }, (_, k) => Math.cos((2 * Math.PI * k) / length))
  const sin = Float64Array.from({ length }, (_, k) => Math.sin((2 * Math.PI * k) / length))
  const parts = Array.from({ length: factor }, () => new Float64Array(2 * m))
  const terms = new Float64Array(2 * factor)

  // Plain assignments: destructuring allocates in these loops.
  /** @param sign of the exponent: -1 forward, 1 inverse */
  const transform = (data: ComplexArray, direction: 'forward' | 'inverse', sign: number, scale: number) => {
    for (let r = 0; r < factor; r++) {
      const part = parts[r]
      for (let j = 0, at = 2 * r; j < 2 * m; j += 2, at += 2 * factor) {
        part[j] = data[at] * scale
        part[j + 1] = data[at + 1] * scale
      }
      inner[direction](part)
    }
    for (let k = 0; k < m; k++) {
      const re = parts[0][2 * k]
      const im = parts[0][2 * k + 1]
      let sumRe = re
      let sumIm = im
      for (let r = 1; r <= half; r++) {
        const a = parts[r]
        const b = parts[factor - r]
        const aCos = cos[r * k]
        const aSin = sign * sin[r * k]
        const bCos = cos[(factor - r) * k]
        const bSin = sign * sin[(factor - r) * k]
        const aRe = aCos * a[2 * k] - aSin * a[2 * k + 1]
        const aIm = aCos * a[2 * k + 1] + aSin * a[2 * k]
        const bRe = bCos * b[2 * k] - bSin * b[2 * k + 1]
        const bIm = bCos * b[2 * k + 1] + bSin * b[2 * k]
        // The terms' difference, turned by a quarter, and their sum.
        terms[4 * r - 2] = sign * (bIm - aIm)
        terms[4 * r - 1] = sign * (aRe - bRe)
        terms[4 * r] = aRe + bRe
        terms[4 * r + 1] = aIm + bIm
        sumRe += aRe + bRe
        sumIm += aIm + bIm
      }
      data[2 * k] = sumRe
      data[2 * k + 1] = sumIm
      for (let q = 1; q <= half; q++) {
        let evenRe = re
        let evenIm = im
        let oddRe = 0
        let oddIm = 0
        for (let r = 1; r <= half; r++) {
          const turn = ((r * q) % factor) * m
          evenRe += cos[turn] * terms[4 * r]
          evenIm += cos[turn] * terms[4 * r + 1]
          oddRe += sin[turn] * terms[4 * r - 2]
          oddIm += sin[turn] * terms[4 * r - 1]
        }
        const near = 2 * (k + q * m)
        const far = 2 * (k + (factor - q) * m)
        data[near] = evenRe + oddRe
        data[near + 1] = evenIm + oddIm
        data[far] = evenRe - oddRe
        data[far + 1] = evenIm - oddIm
      }
    }
  }
  return {
    length,
    forward: (data) => transform(data, 'forward', -1, 1),
    inverse: (data) => transform(data, 'inverse', 1, 1 / factor),
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

/** Columns of a plane that are gathered at once: as many numbers as one or two lines of the processor's cache. */
const atOnce = 8

/** The transform of a plane of complex numbers [rows, columns], in place: along every row, then along every column. */
export function transformPlane(data: ComplexArray, rows: number, columns: number, direction: 'forward' | 'inverse') {
  const alongRow = fourierTransform(columns)
  for (let row = 0; row < rows; row++) alongRow[direction](data.subarray(2 * row * columns, 2 * (row + 1) * columns))
  const alongColumn = fourierTransform(rows)
  const lines = Array.from({ length: Math.min(atOnce, columns) }, () => new Float64Array(2 * rows))
  for (let from = 0; from < columns; from += atOnce) {
    const some = Math.min(atOnce, columns - from)
    for (let row = 0; row < rows; row++) {
      for (let i = 0, at = 2 * (row * columns + from); i < some; i++, at += 2) {
        lines[i][2 * row] = data[at]
        lines[i][2 * row + 1] = data[at + 1]
      }
    }
    for (let i = 0; i < some; i++) alongColumn[direction](lines[i])
    for (let row = 0; row < rows; row++) {
      for (let i = 0, at = 2 * (row * columns + from); i < some; i++, at += 2) {
        data[at] = lines[i][2 * row]
        data[at + 1] = lines[i][2 * row + 1]
      }
    }
  }
}
