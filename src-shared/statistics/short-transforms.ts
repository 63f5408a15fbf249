/** Complex numbers, with real and imaginary parts interleaved. */
export type ComplexArray = Float64Array

/** Lengths of the short transforms that a long one is made of. */
export type Radix = 2 | 3 | 4 | 5

/** Where a step reads (from `from` on, `apart` apart) and writes, how many numbers at once, and the turn w^k it applies. */
export interface Place {
  from: number
  apart: number
  to: number
  block: number
  turn: number
}
type ShortTransform = (
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

/**
 * y_t = w^(k t) sum_r x_r e^(sign 2 pi i r t / radix), for each of the block's numbers. Numbers are read once, and places
 * advance by themselves: both are faster than what says the same in fewer lines.
 */
export const shortTransforms: Record<Radix, ShortTransform> = {
  2(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    const c = cos[turn]
    const s = sign * sin[turn]
    for (let a = from, b = from + apart, p = to, q = to + block; a < from + block; a += 2, b += 2, p += 2, q += 2) {
      const aRe = x[a]
      const aIm = x[a + 1]
      const bRe = x[b]
      const bIm = x[b + 1]
      const re = aRe - bRe
      const im = aIm - bIm
      y[p] = aRe + bRe
      y[p + 1] = aIm + bIm
      y[q] = c * re - s * im
      y[q + 1] = c * im + s * re
    }
  },
  3(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    const c1 = cos[turn]
    const s1 = sign * sin[turn]
    const c2 = cos[2 * turn]
    const s2 = sign * sin[2 * turn]
    const odd = sign * half
    for (let a = from, out = to; a < from + block; a += 2, out += 2) {
      const b = a + apart
      const c = b + apart
      const aRe = x[a]
      const aIm = x[a + 1]
      const bRe = x[b]
      const bIm = x[b + 1]
      const cRe = x[c]
      const cIm = x[c + 1]
      const sumRe = bRe + cRe
      const sumIm = bIm + cIm
      const evenRe = aRe - sumRe / 2
      const evenIm = aIm - sumIm / 2
      const oddRe = odd * (cIm - bIm)
      const oddIm = odd * (bRe - cRe)
      y[out] = aRe + sumRe
      y[out + 1] = aIm + sumIm
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
    let b = from + apart
    let c = from + 2 * apart
    let d = from + 3 * apart
    let p = to
    let q = to + block
    let r = to + 2 * block
    let s = to + 3 * block
    for (let a = from; a < from + block; a += 2, b += 2, c += 2, d += 2, p += 2, q += 2, r += 2, s += 2) {
      const aRe = x[a]
      const aIm = x[a + 1]
      const bRe = x[b]
      const bIm = x[b + 1]
      const cRe = x[c]
      const cIm = x[c + 1]
      const dRe = x[d]
      const dIm = x[d + 1]
      const sumRe = aRe + cRe
      const sumIm = aIm + cIm
      const otherRe = bRe + dRe
      const otherIm = bIm + dIm
      const lessRe = aRe - cRe
      const lessIm = aIm - cIm
      const oddRe = sign * (dIm - bIm)
      const oddIm = sign * (bRe - dRe)
      y[p] = sumRe + otherRe
      y[p + 1] = sumIm + otherIm
      y[q] = c1 * (lessRe + oddRe) - s1 * (lessIm + oddIm)
      y[q + 1] = c1 * (lessIm + oddIm) + s1 * (lessRe + oddRe)
      y[r] = c2 * (sumRe - otherRe) - s2 * (sumIm - otherIm)
      y[r + 1] = c2 * (sumIm - otherIm) + s2 * (sumRe - otherRe)
      y[s] = c3 * (lessRe - oddRe) - s3 * (lessIm - oddIm)
      y[s + 1] = c3 * (lessIm - oddIm) + s3 * (lessRe - oddRe)
    }
  },
  5(x, y, { from, apart, to, block, turn }, cos, sin, sign) {
    for (let a = from, out = to; a < from + block; a += 2, out += 2) {
      const b = a + apart
      const c = a + 2 * apart
      const d = a + 3 * apart
      const e = a + 4 * apart
      const aRe = x[a]
      const aIm = x[a + 1]
      const bRe = x[b]
      const bIm = x[b + 1]
      const eRe = x[e]
      const eIm = x[e + 1]
      const cRe = x[c]
      const cIm = x[c + 1]
      const dRe = x[d]
      const dIm = x[d + 1]
      const beRe = bRe + eRe
      const beIm = bIm + eIm
      const cdRe = cRe + dRe
      const cdIm = cIm + dIm
      const bOddRe = sign * (eIm - bIm)
      const bOddIm = sign * (bRe - eRe)
      const cOddRe = sign * (dIm - cIm)
      const cOddIm = sign * (cRe - dRe)
      const nearRe = aRe + cos1 * beRe + cos2 * cdRe
      const nearIm = aIm + cos1 * beIm + cos2 * cdIm
      const farRe = aRe + cos2 * beRe + cos1 * cdRe
      const farIm = aIm + cos2 * beIm + cos1 * cdIm
      const nearOddRe = sin1 * bOddRe + sin2 * cOddRe
      const nearOddIm = sin1 * bOddIm + sin2 * cOddIm
      const farOddRe = sin2 * bOddRe - sin1 * cOddRe
      const farOddIm = sin2 * bOddIm - sin1 * cOddIm
      y[out] = aRe + beRe + cdRe
      y[out + 1] = aIm + beIm + cdIm
      put(y, out + block, nearRe + nearOddRe, nearIm + nearOddIm, cos[turn], sign * sin[turn])
      put(y, out + 2 * block, farRe + farOddRe, farIm + farOddIm, cos[2 * turn], sign * sin[2 * turn])
      put(y, out + 3 * block, farRe - farOddRe, farIm - farOddIm, cos[3 * turn], sign * sin[3 * turn])
      put(y, out + 4 * block, nearRe - nearOddRe, nearIm - nearOddIm, cos[4 * turn], sign * sin[4 * turn])
    }
  },
}

/** The last step, if it is of four: all numbers at once, none of which is turned. */
export function lastOfFour(x: ComplexArray, y: ComplexArray, block: number, sign: 1 | -1): void {
  let b = block
  let c = 2 * block
  let d = 3 * block
  for (let a = 0; a < block; a += 2, b += 2, c += 2, d += 2) {
    const aRe = x[a]
    const aIm = x[a + 1]
    const bRe = x[b]
    const bIm = x[b + 1]
    const cRe = x[c]
    const cIm = x[c + 1]
    const dRe = x[d]
    const dIm = x[d + 1]
    const sumRe = aRe + cRe
    const sumIm = aIm + cIm
    const otherRe = bRe + dRe
    const otherIm = bIm + dIm
    const lessRe = aRe - cRe
    const lessIm = aIm - cIm
    const oddRe = sign * (dIm - bIm)
    const oddIm = sign * (bRe - dRe)
    y[a] = sumRe + otherRe
    y[a + 1] = sumIm + otherIm
    y[b] = lessRe + oddRe
    y[b + 1] = lessIm + oddIm
    y[c] = sumRe - otherRe
    y[c + 1] = sumIm - otherIm
    y[d] = lessRe - oddRe
    y[d + 1] = lessIm - oddIm
  }
}

/** Writes a number turned by (c, s). */
function put(y: ComplexArray, at: number, re: number, im: number, c: number, s: number): void {
  y[at] = c * re - s * im
  y[at + 1] = c * im + s * re
}
