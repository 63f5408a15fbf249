import FFT from 'fft.js'

/** A discrete Fourier transform of one length, in place, on complex numbers stored as re, im, re, im ... */
export type Transform = {
  size: number
  /** X_k = sum_j x_j exp(-2 pi i jk / n). */
  forward: (data: Float64Array) => void
  /** x_j = 1/n sum_k X_k exp(2 pi i jk / n). */
  inverse: (data: Float64Array) => void
}

/** The transform of length `size`; any length from 1. Plan once, use often. */
export function planTransform(size: number): Transform {
  if (size === 1) return { size, forward: () => undefined, inverse: () => undefined }
  const forward = Number.isInteger(Math.log2(size)) ? powerOfTwo(size) : bluestein(size)
  return {
    size,
    forward,
    // The inverse is the forward transform of the data with real and imaginary parts exchanged, exchanged back.
    inverse: (data) => {
      exchange(data, 1)
      forward(data)
      exchange(data, 1 / size)
    },
  }
}

function powerOfTwo(size: number): (data: Float64Array) => void {
  const fft = new FFT(size)
  const out = new Float64Array(2 * size)
  return (data) => {
    fft.transform(out, data)
    data.set(out)
  }
}

/**
 * Bluestein's algorithm (1970): jk = (j^2 + k^2 - (k - j)^2) / 2 turns a transform of any length into a convolution with
 * a chirp, done by transforms of a power of two.
 */
function bluestein(size: number): (data: Float64Array) => void {
  const padded = 2 ** Math.ceil(Math.log2(2 * size - 1))
  const transform = powerOfTwo(padded)
  const chirp = new Float64Array(2 * size)
  for (let j = 0; j < size; j++) {
    // j^2 modulo 2 n keeps the angle small, and with it exact.
    const angle = (Math.PI * ((j * j) % (2 * size))) / size
    chirp[2 * j] = Math.cos(angle)
    chirp[2 * j + 1] = -Math.sin(angle)
  }
  const kernel = new Float64Array(2 * padded)
  for (let j = 0; j < size; j++)
    for (const place of j === 0 ? [0] : [j, padded - j]) {
      kernel[2 * place] = chirp[2 * j]
      kernel[2 * place + 1] = -chirp[2 * j + 1]
    }
  transform(kernel)
  const work = new Float64Array(2 * padded)
  return (data) => {
    work.fill(0)
    multiplyInto(work, data, chirp, size)
    transform(work)
    multiplyInto(work, work, kernel, padded)
    exchange(work, 1)
    transform(work)
    exchange(work, 1 / padded)
    multiplyInto(data, work, chirp, size)
  }
}

/** out = a b for the first `count` complex numbers; `out` may be `a`. */
function multiplyInto(out: Float64Array, a: Float64Array, b: Float64Array, count: number): void {
  for (let i = 0; i < 2 * count; i += 2) {
    const real = a[i] * b[i] - a[i + 1] * b[i + 1]
    out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i]
    out[i] = real
  }
}

/** Exchanges real and imaginary parts, times a factor. */
function exchange(data: Float64Array, factor: number): void {
  for (let i = 0; i < data.length; i += 2) {
    const real = data[i] * factor
    data[i] = data[i + 1] * factor
    data[i + 1] = real
  }
}
