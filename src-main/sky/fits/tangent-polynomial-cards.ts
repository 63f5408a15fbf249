import { tangentTerms, type TangentPolynomial } from '../../../src-shared/sky/projection/wcs/tangent-polynomial.ts'

type Parameters = readonly (number | undefined)[]

/** Parameters PVi_m that the standard gives the longitude axis of any projection: m up to this. */
const standardOnes = 4

/**
 * The polynomials of a TPV image, or of a TAN image as SCAMP used to write it: one with a PVi_m of the latitude axis,
 * which TAN has none of, or of the longitude axis beyond those of the standard. Null for a plain TAN.
 * @param lon, lat PVi_m of the two axes, by m
 */
export function tangentPolynomialOf(code: string, lon: Parameters, lat: Parameters): TangentPolynomial | null {
  const isGiven = (value: number | undefined) => value !== undefined && value !== 0
  const isScamp = lat.some(isGiven) || lon.slice(standardOnes + 1).some(isGiven)
  if (code !== 'TPV' && !(code === 'TAN' && isScamp)) return null
  return { lon: coefficientsOf(lon), lat: coefficientsOf(lat) }
}

/** Without a card, PVi_1 is 1 and all others are 0. */
const coefficientsOf = (parameters: Parameters): number[] =>
  Array.from({ length: tangentTerms }, (_, m) => parameters[m] ?? (m === 1 ? 1 : 0))
