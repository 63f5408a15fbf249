import { normal, type RandomState } from '../../random/index.ts'
import { fourierTransform } from '../../statistics/fourier-transform.ts'
import { legendreSums, type Coefficients } from './legendre-sums.ts'

/**
 * A field on rings of equal distance, at colatitudes (i + 1/2) pi / rings, each with 2 x rings points at longitudes
 * from 0: float32 [rings, 2 rings].
 */
export interface RingField {
  rings: number
  values: Float32Array
}

/** Rings in one pass over the coefficients: their sums stay in the processor's cache. */
const ringsAtOnce = 32

export interface BandLimitedOptions {
  lMax: number
  /** C_l, the same at every l up to lMax. */
  power: number
  /** Independent streams of random numbers by whole number. */
  stream: (key: number) => RandomState
  /** Awaited between pieces of work; may throw to end it. */
  onProgress?: (fraction: number) => Promise<void> | void
}

/**
 * An isotropic Gaussian field with the same power at every multipole up to `lMax` and none beyond, on a grid of rings
 * fine enough to interpolate it. Multipoles keep their random numbers whatever `lMax` is.
 */
export async function bandLimitedField({ lMax, power, stream, onProgress }: BandLimitedOptions): Promise<RingField> {
  // At least 1.3 times as many rings as the field needs, for interpolation.
  const rings = 2 ** Math.ceil(Math.log2(1.3 * (lMax + 1)))
  const points = 2 * rings
  const values = new Float32Array(rings * points)
  const coefficients = Array.from({ length: lMax + 1 }, (_, m) => gaussianCoefficients(lMax, m, power, stream(m)))
  const transform = fourierTransform(points)
  const sums = new Float64Array(4 * ringsAtOnce * (lMax + 1))
  const both = new Float64Array(4)
  const line = new Float64Array(2 * points)
  const half = rings / 2
  for (let first = 0; first < half; first += ringsAtOnce) {
    await onProgress?.(first / half)
    const count = Math.min(ringsAtOnce, half - first)
    for (let m = 0; m <= lMax; m++) {
      const sum = legendreSums(lMax, m)
      for (let k = 0; k < count; k++) {
        sum(coefficients[m], ((first + k + 0.5) * Math.PI) / rings, both)
        for (let part = 0; part < 4; part++)
          sums[((2 * k + (part >> 1)) * (lMax + 1) + m) * 2 + (part & 1)] = both[part]
      }
    }
    for (let k = 0; k < 2 * count; k++) {
      const ring = k % 2 === 0 ? first + (k >> 1) : rings - 1 - first - (k >> 1)
      line.fill(0)
      // A real field: the terms of -m are the conjugates of those of m.
      for (let m = 0; m <= lMax; m++)
        for (let part = 0; part < 2; part++)
          line[2 * m + part] = sums[(k * (lMax + 1) + m) * 2 + part] * (m === 0 ? 1 : 2) * points
      transform.inverse(line)
      for (let i = 0; i < points; i++) values[ring * points + i] = line[2 * i]
    }
  }
  return { rings, values }
}

/** Independent a_lm of one m with variance C_l: real for m = 0, half of it in each part for others. */
function gaussianCoefficients(lMax: number, m: number, power: number, state: RandomState): Coefficients {
  const re = new Float64Array(lMax + 1 - m)
  const im = new Float64Array(lMax + 1 - m)
  const width = Math.sqrt(m === 0 ? power : power / 2)
  for (let i = 0; i < re.length; i++) {
    re[i] = width * normal(state)
    if (m > 0) im[i] = width * normal(state)
  }
  return { re, im }
}
