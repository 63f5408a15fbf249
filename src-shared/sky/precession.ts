import { centuriesAfterJ2000, eTerms, meanObliquity, withETerms, withoutETerms } from './e-terms.ts'
import { aboutX, aboutY, aboutZ, apply, multiply, transpose, type Rotation, type Vector } from './frames.ts'

/**
 * Equatorial or ecliptic coordinates of another equinox than J2000, as plain data. The year is Besselian in FK4, with or
 * without the E-terms of aberration, and Julian in FK5.
 */
export interface Equinox {
  /** C equatorial; E mean ecliptic of the year, only in FK5 */
  frame: 'C' | 'E'
  system: 'FK4' | 'FK4-NO-E' | 'FK5'
  year: number
}

/** Unit vectors of coordinates in one frame and in J2000 (FK5), in both directions. */
export interface ToJ2000 {
  toJ2000(vector: Vector): Vector
  fromJ2000(vector: Vector): Vector
}

/**
 * Coordinates of an equinox as those of J2000. Positions of FK4 are taken as fixed in space at the date of the equinox,
 * as in astropy.
 */
export function toJ2000(equinox: Equinox): ToJ2000 {
  if (equinox.system === 'FK5') {
    const equatorial = transpose(precessionIau1976(equinox.year))
    if (equinox.frame === 'C') return rotated(equatorial)
    const toEquatorial = transpose(aboutX(meanObliquity((equinox.year - 2000) / 100)))
    return rotated(multiply(aboutX(meanObliquity(0)), multiply(equatorial, toEquatorial)))
  }
  const withoutTerms = rotated(multiply(b1950ToJ2000(equinox.year), precessionNewcomb(equinox.year, 1950)))
  if (equinox.system === 'FK4-NO-E') return withoutTerms
  const terms = eTerms(equinox.year)
  return {
    toJ2000: (vector) => withoutTerms.toJ2000(withoutETerms(vector, terms)),
    fromJ2000: (vector) => withETerms(withoutTerms.fromJ2000(vector), terms),
  }
}

const rotated = (rotation: Rotation): ToJ2000 => {
  const back = transpose(rotation)
  return { toJ2000: (vector) => apply(rotation, vector), fromJ2000: (vector) => apply(back, vector) }
}

const ARCSEC = 1 / 3600

/** From J2000 to the mean equator and equinox of a Julian year (Lieske et al. 1977, A&A 58, 1). */
function precessionIau1976(year: number): Rotation {
  const t = (year - 2000) / 100
  const zeta = (2306.2181 + (0.30188 + 0.017998 * t) * t) * t * ARCSEC
  const z = (2306.2181 + (1.09468 + 0.018203 * t) * t) * t * ARCSEC
  const theta = (2004.3109 - (0.42665 + 0.041833 * t) * t) * t * ARCSEC
  return multiply(aboutZ(-z), multiply(aboutY(theta), aboutZ(-zeta)))
}

/** From one Besselian year to another in FK4 (Newcomb; Explanatory Supplement 1992, Sec. 3.214). */
function precessionNewcomb(from: number, to: number): Rotation {
  // In thousands of tropical years.
  const t = (from - 1850) / 1000
  const dt = (to - from) / 1000
  const linear = 23035.545 + (139.72 + 0.06 * t) * t
  const zeta = (linear + (30.24 - 0.27 * t + 17.995 * dt) * dt) * dt * ARCSEC
  const z = (linear + (109.48 + 0.39 * t + 18.325 * dt) * dt) * dt * ARCSEC
  const theta = (20051.12 - (85.29 + 0.37 * t) * t - (42.65 + 0.37 * t + 41.8 * dt) * dt) * dt * ARCSEC
  return multiply(aboutZ(-z), multiply(aboutY(theta), aboutZ(-zeta)))
}

/** From FK4 of B1950 without E-terms to FK5 of J2000, for positions observed in a Besselian year (Murray 1989, Eq. 28 and 29). */
function b1950ToJ2000(year: number): Rotation {
  const centuries = 0.5 + centuriesAfterJ2000(year)
  const at = (fixed: Vector, perCentury: Vector): Vector => [
    fixed[0] + 1e-6 * perCentury[0] * centuries,
    fixed[1] + 1e-6 * perCentury[1] * centuries,
    fixed[2] + 1e-6 * perCentury[2] * centuries,
  ]
  return [
    at([0.9999256794956877, -0.0111814832204662, -0.0048590038153592], [-0.0026455262, -1.1539918689, 2.111134619]),
    at([0.0111814832391717, 0.9999374848933135, -0.0000271625947142], [1.1540628161, -0.0129042997, 0.0236021478]),
    at([0.0048590037723143, -0.000027170293744, 0.9999881946023742], [-2.1112979048, -0.0056024448, 0.0102587734]),
  ]
}
