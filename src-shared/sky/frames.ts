import type { Frame } from './healpix/map.ts'
import { DEGREE, wrapLongitude } from './position.ts'

/** A rotation as three rows. */
export type Rotation = readonly [Vector, Vector, Vector]
export type Vector = readonly [number, number, number]

/**
 * Galactic pole and the Galactic longitude of the celestial pole, FK5 J2000: the IAU definition of 1958 in B1950
 * (192.25, 27.4, 123), transformed to J2000 with the matrix of Murray 1989, A&A 218, 325; as in astropy.
 */
const GALACTIC_POLE = { ra: 192.8594812065348, dec: 27.12825118085622, longitudeOfCelestialPole: 122.9319185680026 }

/** In degrees. */
const ARCSEC = 1 / 3600

/**
 * Angles of the rotation from ICRS to the mean ecliptic of J2000 (IAU 2006; Fukushima-Williams angles of Capitaine et al.
 * 2003, A&A 412, 567, with the frame bias, as in ERFA's pfw06), arcsec.
 */
const ECLIPTIC = { gamma: -0.052928, phi: 84381.412819, psi: -0.041775 }

/** Angles of the frame tie from ICRS to FK5 J2000, arcsec (Kaplan 2005, USNO Circular 179, Sec. 3.5; as in astropy). */
const FRAME_TIE = { eta: -0.0199, xi: 0.0091, alpha: -0.0229 }

/** Unit vector of a position in degrees. */
export function toVector(lon: number, lat: number): Vector {
  const cosLat = Math.cos(lat * DEGREE)
  return [cosLat * Math.cos(lon * DEGREE), cosLat * Math.sin(lon * DEGREE), Math.sin(lat * DEGREE)]
}

/** Position [lon, lat] in degrees of a vector of any length; lon in [0, 360). */
export function fromVector([x, y, z]: Vector): [lon: number, lat: number] {
  const lon = Math.atan2(y, x) / DEGREE
  return [lon < 0 ? (lon + 360) % 360 : lon, Math.atan2(z, Math.hypot(x, y)) / DEGREE]
}

export const apply = (rotation: Rotation, vector: Vector): Vector => [
  dot(rotation[0], vector),
  dot(rotation[1], vector),
  dot(rotation[2], vector),
]

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** The rotation from one frame to another. Equatorial means FK5 J2000, which agrees with ICRS to 0.04 arcsec. */
export const rotationBetween = (from: Frame, to: Frame): Rotation => rotations[`${from}${to}`]

/** Converts a position in degrees from one frame to another. */
export function convert(from: Frame, to: Frame, lon: number, lat: number): [lon: number, lat: number] {
  return from === to ? [wrapLongitude(lon), lat] : fromVector(apply(rotationBetween(from, to), toVector(lon, lat)))
}

/** Many positions at once, in degrees: longitudes and latitudes, each as long as the input. */
export function convertAll(
  from: Frame,
  to: Frame,
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
): [lon: Float64Array, lat: Float64Array] {
  const converted: [Float64Array, Float64Array] = [new Float64Array(lon.length), new Float64Array(lon.length)]
  for (let i = 0; i < lon.length; i++) [converted[0][i], converted[1][i]] = convert(from, to, lon[i], lat[i])
  return converted
}

export const transpose = ([a, b, c]: Rotation): Rotation => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
]

/** The rotation `right`, then `left`. */
export const multiply = (left: Rotation, right: Rotation): Rotation => {
  const columns = transpose(right)
  return transpose([apply(left, columns[0]), apply(left, columns[1]), apply(left, columns[2])])
}

/** Axes turned about x by an angle in degrees. */
export const aboutX = (angle: number): Rotation => [
  [1, 0, 0],
  [0, Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)],
  [0, -Math.sin(angle * DEGREE), Math.cos(angle * DEGREE)],
]

/** Axes turned about y. */
export const aboutY = (angle: number): Rotation => [
  [Math.cos(angle * DEGREE), 0, -Math.sin(angle * DEGREE)],
  [0, 1, 0],
  [Math.sin(angle * DEGREE), 0, Math.cos(angle * DEGREE)],
]

/** Axes turned about z. */
export const aboutZ = (angle: number): Rotation => [
  [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE), 0],
  [-Math.sin(angle * DEGREE), Math.cos(angle * DEGREE), 0],
  [0, 0, 1],
]

const icrsToFk5 = multiply(
  aboutX(-FRAME_TIE.eta * ARCSEC),
  multiply(aboutY(FRAME_TIE.xi * ARCSEC), aboutZ(FRAME_TIE.alpha * ARCSEC)),
)
const icrsToEcliptic = multiply(
  aboutZ(-ECLIPTIC.psi * ARCSEC),
  multiply(aboutX(ECLIPTIC.phi * ARCSEC), aboutZ(ECLIPTIC.gamma * ARCSEC)),
)

/** From equatorial (FK5) to each frame. Ecliptic means what astropy calls BarycentricMeanEcliptic of J2000. */
const equatorialTo: Record<Frame, Rotation> = {
  C: aboutX(0),
  E: multiply(icrsToEcliptic, transpose(icrsToFk5)),
  G: multiply(
    aboutZ(180 - GALACTIC_POLE.longitudeOfCelestialPole),
    multiply(aboutY(90 - GALACTIC_POLE.dec), aboutZ(GALACTIC_POLE.ra)),
  ),
}

const between = (from: Frame, to: Frame): Rotation => multiply(equatorialTo[to], transpose(equatorialTo[from]))

/** All pairs, computed once: maps are rotated pixel by pixel. */
const rotations: Record<`${Frame}${Frame}`, Rotation> = {
  GG: between('G', 'G'),
  GC: between('G', 'C'),
  GE: between('G', 'E'),
  CG: between('C', 'G'),
  CC: between('C', 'C'),
  CE: between('C', 'E'),
  EG: between('E', 'G'),
  EC: between('E', 'C'),
  EE: between('E', 'E'),
}
