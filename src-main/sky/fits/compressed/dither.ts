import type { Dithering } from './compressed-image.ts'

const count = 10_000

/**
 * The random numbers of subtractive dithering (FITS 4.0, Appendix I): 10,000 of Park and Miller's minimal standard
 * generator from seed 1, 0 to 1, in single precision.
 */
export function ditherSequence(): Float32Array {
  const [multiplier, modulus] = [16_807, 2_147_483_647]
  const values = new Float32Array(count)
  let seed = 1
  for (let i = 0; i < count; i++) {
    // The product stays below 2^46, exact in double precision.
    seed = (multiplier * seed) % modulus
    values[i] = seed / modulus
  }
  return values
}

let sequence: Float32Array | null = null

/** Stored for a pixel of exactly 0 by SUBTRACTIVE_DITHER_2 (FITS 4.0, Sec. 10.2.2). */
const storedZero = -2_147_483_646

export interface Quantisation {
  scale: number
  zero: number
  blank: number | null
  dithering: Dithering
  /** the tile's row from 0, plus ZDITHER0 - 1 */
  seed: number
}

/**
 * Turns the integers of a quantised tile into the floats they stand for, in place: `zero + scale * integer`, with the
 * random number that was added before rounding taken away again (FITS 4.0, Sec. 10.2.1); NaN for the blank.
 */
export function dequantise(values: Float64Array, { scale, zero, blank, dithering, seed }: Quantisation): void {
  if (dithering === 'none') {
    for (let i = 0; i < values.length; i++) values[i] = values[i] === blank ? NaN : values[i] * scale + zero
    return
  }
  sequence ??= ditherSequence()
  const keepsZero = dithering === 'SUBTRACTIVE_DITHER_2'
  let start = seed % count
  let next = Math.floor(sequence[start] * 500)
  for (let i = 0; i < values.length; i++) {
    const stored = values[i]
    if (stored === blank) values[i] = NaN
    else if (keepsZero && stored === storedZero) values[i] = 0
    else values[i] = (stored - sequence[next] + 0.5) * scale + zero
    if (++next < count) continue
    start = (start + 1) % count
    next = Math.floor(sequence[start] * 500)
  }
}
