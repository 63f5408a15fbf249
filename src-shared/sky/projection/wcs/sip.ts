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

const mostIterations = 50

/**
 * The distance that is corrected to (U, V), by Newton's method from there; the polynomials AP and BP of a header are only
 * approximate and are not used. Null where it does not converge, far outside the image.
 */
export function undistort(sip: Sip, U: number, V: number): Pair | null {
  let [u, v] = [U, V]
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const [x, y] = distort(sip, u, v)
    const [du, dv] = [x - U, y - V]
    const step = 1e-4 * Math.max(1, Math.abs(u), Math.abs(v))
    const [east, west] = [distort(sip, u + step, v), distort(sip, u - step, v)]
    const [north, south] = [distort(sip, u, v + step), distort(sip, u, v - step)]
    const [xu, yu] = [(east[0] - west[0]) / (2 * step), (east[1] - west[1]) / (2 * step)]
    const [xv, yv] = [(north[0] - south[0]) / (2 * step), (north[1] - south[1]) / (2 * step)]
    const determinant = xu * yv - xv * yu
    // Where the polynomial folds over, no pixel is meant.
    if (!(determinant > 0)) return null
    const [changeU, changeV] = [(yv * du - xv * dv) / determinant, (xu * dv - yu * du) / determinant]
    u -= changeU
    v -= changeV
    if (Math.abs(changeU) + Math.abs(changeV) < 1e-12 * Math.max(1, Math.abs(U), Math.abs(V))) return [u, v]
  }
  return null
}
