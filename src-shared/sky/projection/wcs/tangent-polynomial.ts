import type { Pair } from './native-projection.ts'

/**
 * A distortion of the tangent plane (TPV, FITS registry; also that of SCAMP's older TAN headers): polynomials in the
 * intermediate coordinates and their radius. `lon[m]` and `lat[m]` are PVi_m of the two axes, in degrees.
 */
export interface TangentPolynomial {
  lon: readonly number[]
  lat: readonly number[]
}

/** Powers of the axis itself, of the other one and of the radius, by m: an odd order ends with that of the radius. */
const powers: readonly (readonly [number, number, number])[] = Array.from({ length: 8 }, (_, order) => {
  const terms = Array.from({ length: order + 1 }, (_, other) => [order - other, other, 0] as const)
  return order % 2 === 1 ? [...terms, [0, 0, order] as const] : terms
}).flat()

/** Coefficients of each axis that the convention has. */
export const tangentTerms = powers.length

/** The corrected intermediate coordinates, degrees. */
export const distortTangent = ({ lon, lat }: TangentPolynomial, x: number, y: number): Pair => [
  polynomial(lon, x, y),
  polynomial(lat, y, x),
]

function polynomial(coefficients: readonly number[], own: number, other: number): number {
  const radius = Math.hypot(own, other)
  let sum = 0
  coefficients.forEach((coefficient, m) => {
    if (coefficient === 0) return
    const [i, j, k] = powers[m]
    sum += coefficient * own ** i * other ** j * radius ** k
  })
  return sum
}
