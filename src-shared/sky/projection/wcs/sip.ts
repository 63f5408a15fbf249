import { undistorted } from './inverse-distortion.ts'
import type { Pair } from './native-projection.ts'

/**
 * A distortion of the pixels (Shupe et al. 2005, ASPC 347, 491): polynomials that are added to the pixel's distance from
 * CRPIX before the linear transformation. `a[p][q]` is the coefficient A_p_q of u^p v^q.
 */
export interface Sip {
  a: readonly (readonly number[])[]
  b: readonly (readonly number[])[]
}

/** The corrected distance of a pixel from CRPIX. */
export const distort = ({ a, b }: Sip, u: number, v: number): Pair => [u + polynomial(a, u, v), v + polynomial(b, u, v)]

const horner = (coefficients: readonly number[], at: number) =>
  coefficients.reduceRight((sum, value) => sum * at + value, 0)
const polynomial = (rows: readonly (readonly number[])[], u: number, v: number) =>
  rows.reduceRight((sum, row) => sum * u + horner(row, v), 0)

/** The distance that is corrected to (U, V); the polynomials AP and BP of a header are only approximate and are not used. */
export const undistort = (sip: Sip, U: number, V: number): Pair | null =>
  undistorted((u, v) => distort(sip, u, v), U, V, 1)
