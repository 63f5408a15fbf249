import { dot, type Vector } from './frames.ts'
import { DEGREE } from './position.ts'

const ARCSEC = 1 / 3600

/** Julian centuries from J2000 to a Besselian year. */
export const centuriesAfterJ2000 = (year: number): number =>
  (2415020.31352 + (year - 1900) * 365.242198781 - 2451545) / 36525

/** Mean obliquity of the ecliptic in degrees, t Julian centuries after J2000 (IAU 1980). */
export const meanObliquity = (t: number): number => (84381.448 - (46.815 + (0.00059 - 0.001813 * t) * t) * t) * ARCSEC

/** The E-terms of aberration in a Besselian year, which positions of FK4 contain (Explanatory Supplement 1992, Sec. 3.53). */
export function eTerms(year: number): Vector {
  const t = centuriesAfterJ2000(year) - centuriesAfterJ2000(1950)
  const eccentricity = 0.01673011 - (0.00004193 + 0.000000126 * t) * t
  const size = 0.0056932 * DEGREE * eccentricity
  const perigee = (1015489.951 + (6190.67 + (1.65 + 0.012 * t) * t) * t) * ARCSEC * DEGREE
  const obliquity = meanObliquity(centuriesAfterJ2000(year)) * DEGREE
  const across = -size * Math.cos(perigee)
  return [size * Math.sin(perigee), across * Math.cos(obliquity), across * Math.sin(obliquity)]
}

/** A unit vector of FK4 without the E-terms; its length is about 1. */
export function withoutETerms(vector: Vector, terms: Vector): Vector {
  const along = 1 + dot(terms, vector)
  return [along * vector[0] - terms[0], along * vector[1] - terms[1], along * vector[2] - terms[2]]
}

/** The inverse, by iteration; each gains four digits. */
export function withETerms(vector: Vector, terms: Vector): Vector {
  const length = Math.hypot(...vector)
  const wanted: Vector = [vector[0] / length, vector[1] / length, vector[2] / length]
  let found = wanted
  for (let iteration = 0; iteration < 5; iteration++) {
    // The direction of found * (1 + terms . found) - terms is wanted: its length is close to 1.
    const reached = withoutETerms(found, terms)
    const size = Math.hypot(...reached)
    const along = 1 + dot(terms, found)
    found = [
      (wanted[0] * size + terms[0]) / along,
      (wanted[1] * size + terms[1]) / along,
      (wanted[2] * size + terms[2]) / along,
    ]
  }
  return found
}
