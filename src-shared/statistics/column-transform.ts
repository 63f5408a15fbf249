/** Complex numbers, with real and imaginary parts interleaved. */
export type ComplexArray = Float64Array

/** Lengths of the short transforms that a long one is made of, the longest first. */
const radices = [4, 2, 3, 5] as const
type Radix = (typeof radices)[number]

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
  return (x, y, width, sign) => {
    // n numbers are left to transform, in strides of `stride` rows.
    let n = length
    let stride = 1
    for (const radix of steps) {
      const m = n / radix
      const block = 2 * stride * width
      for (let k = 0; k < m; k++) {
        const at = { from: k * block, apart: m * block, to: radix * k * block, block, turn: k * stride }
        kernels[radix](x, y, at, cos, sin, sign)
      }
      ;[x, y] = [y, x]
      n = m
      stride *= radix
    }
    return x
  }
}

function factors(length: number): Radix[] | null {
  const found: Radix[] = []
  for (const radix of radices) {
    while (length % radix === 0 && length > 1) {
      found.push(radix)
      length /= radix
    }
  }
  return length === 1 ? found : null
}

/** Where a step reads (from `from` on, `apart` apart) and writes, how many numbers at once, and the turn w^k it applies. */
interface Place {
  from: number
  apart: number
  to: number
  block: number
  turn: number
}
type Kernel = (
  x: ComplexArray,
  y: ComplexArray,
  place: Place,
  cos: Float64Array,
  sin: Float64Array,
  sign: 1 | -1,
) => void

const half = Math.sqrt(3) / 2
const [cos1, cos2] = [Math.cos((2 * Math.PI) / 5), Math.cos((4 * Math.PI) / 5)]
const [sin1, sin2] = [Math.sin((2 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)]

/** y_t = w^(k t) sum_r x_r e^(sign 2 pi i r t / radix), for each of the block's numbers. */
const kernels: Record<Radix, Kernel> = {
  2(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    const c = cos[turn]
    const s = sign * sin[turn]
    for (let j = 0; j < block; j += 2) {
      const a = from + j
      const b = a + apart
      const re = x[a] - x[b]
      const im = x[a + 1] - x[b + 1]
      const out = to + j
      y[out] = x[a] + x[b]
      y[out + 1] = x[a + 1] + x[b + 1]
      y[out + block] = c * re - s * im
      y[out + block + 1] = c * im + s * re
    }
  },
  3(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    const c1 = cos[turn]
    const s1 = sign * sin[turn]
    const c2 = cos[2 * turn]
    const s2 = sign * sin[2 * turn]
    for (let j = 0; j < block; j += 2) {
      const a = from + j
      const b = a + apart
      const c = b + apart
      const sumRe = x[b] + x[c]
      const sumIm = x[b + 1] + x[c + 1]
      const evenRe = x[a] - sumRe / 2
      const evenIm = x[a + 1] - sumIm / 2
      const oddRe = -sign * half * (x[b + 1] - x[c + 1])
      const oddIm = sign * half * (x[b] - x[c])
      const out = to + j
      y[out] = x[a] + sumRe
      y[out + 1] = x[a + 1] + sumIm
      y[out + block] = c1 * (evenRe + oddRe) - s1 * (evenIm + oddIm)
      y[out + block + 1] = c1 * (evenIm + oddIm) + s1 * (evenRe + oddRe)
      y[out + 2 * block] = c2 * (evenRe - oddRe) - s2 * (evenIm - oddIm)
      y[out + 2 * block + 1] = c2 * (evenIm - oddIm) + s2 * (evenRe - oddRe)
    }
  },
  4(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    const c1 = cos[turn]
    const s1 = sign * sin[turn]
    const c2 = cos[2 * turn]
    const s2 = sign * sin[2 * turn]
    const c3 = cos[3 * turn]
    const s3 = sign * sin[3 * turn]
    for (let j = 0; j < block; j += 2) {
      const a = from + j
      const b = a + apart
      const c = b + apart
      const d = c + apart
      const acRe = x[a] + x[c]
      const acIm = x[a + 1] + x[c + 1]
      const bdRe = x[b] + x[d]
      const bdIm = x[b + 1] + x[d + 1]
      const lessRe = x[a] - x[c]
      const lessIm = x[a + 1] - x[c + 1]
      const oddRe = -sign * (x[b + 1] - x[d + 1])
      const oddIm = sign * (x[b] - x[d])
      const out = to + j
      y[out] = acRe + bdRe
      y[out + 1] = acIm + bdIm
      y[out + block] = c1 * (lessRe + oddRe) - s1 * (lessIm + oddIm)
      y[out + block + 1] = c1 * (lessIm + oddIm) + s1 * (lessRe + oddRe)
      y[out + 2 * block] = c2 * (acRe - bdRe) - s2 * (acIm - bdIm)
      y[out + 2 * block + 1] = c2 * (acIm - bdIm) + s2 * (acRe - bdRe)
      y[out + 3 * block] = c3 * (lessRe - oddRe) - s3 * (lessIm - oddIm)
      y[out + 3 * block + 1] = c3 * (lessIm - oddIm) + s3 * (lessRe - oddRe)
    }
  },
  5(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    for (let j = 0; j < block; j += 2) {
      const a = from + j
      const b = a + apart
      const c = b + apart
      const d = c + apart
      const e = d + apart
      const beRe = x[b] + x[e]
      const beIm = x[b + 1] + x[e + 1]
      const cdRe = x[c] + x[d]
      const cdIm = x[c + 1] + x[d + 1]
      const be = { re: -sign * (x[b + 1] - x[e + 1]), im: sign * (x[b] - x[e]) }
      const cd = { re: -sign * (x[c + 1] - x[d + 1]), im: sign * (x[c] - x[d]) }
      const near = { re: x[a] + cos1 * beRe + cos2 * cdRe, im: x[a + 1] + cos1 * beIm + cos2 * cdIm }
      const far = { re: x[a] + cos2 * beRe + cos1 * cdRe, im: x[a + 1] + cos2 * beIm + cos1 * cdIm }
      const nearOdd = { re: sin1 * be.re + sin2 * cd.re, im: sin1 * be.im + sin2 * cd.im }
      const farOdd = { re: sin2 * be.re - sin1 * cd.re, im: sin2 * be.im - sin1 * cd.im }
      const out = to + j
      y[out] = x[a] + beRe + cdRe
      y[out + 1] = x[a + 1] + beIm + cdIm
      put(y, out + block, near.re + nearOdd.re, near.im + nearOdd.im, cos[turn], sign * sin[turn])
      put(y, out + 2 * block, far.re + farOdd.re, far.im + farOdd.im, cos[2 * turn], sign * sin[2 * turn])
      put(y, out + 3 * block, far.re - farOdd.re, far.im - farOdd.im, cos[3 * turn], sign * sin[3 * turn])
      put(y, out + 4 * block, near.re - nearOdd.re, near.im - nearOdd.im, cos[4 * turn], sign * sin[4 * turn])
    }
  },
}

/** Writes a number turned by (c, s). */
function put(y: ComplexArray, at: number, re: number, im: number, c: number, s: number): void {
  y[at] = c * re - s * im
  y[at + 1] = c * im + s * re
}
