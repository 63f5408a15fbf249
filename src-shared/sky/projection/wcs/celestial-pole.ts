import { DEGREE } from '../../position.ts'
import type { Rotation } from '../../frames.ts'
import { RADIAN, WcsError, type Pair } from './native-projection.ts'

/** Where the native pole is (degrees): its celestial coordinates, and the native longitude of the celestial pole. */
export interface NativePole {
  lon: number
  lat: number
  /** LONPOLE */
  phi: number
}

const tolerance = 1e-10
const sine = (angle: number) => Math.sin(angle * DEGREE)
const cosine = (angle: number) => Math.cos(angle * DEGREE)

/**
 * The native pole from the reference point (Calabretta & Greisen 2002, Sec. 2.4, Eq. 8 to 10).
 * @param crval celestial coordinates of the reference point
 * @param fiducial its native coordinates
 * @throws WcsError if LONPOLE contradicts the reference point
 */
export function nativePole(
  [lon, lat]: readonly [number, number],
  [phi0, theta0]: readonly [number, number],
  lonPole: number | null,
  latPole: number | null,
): NativePole {
  const phi = lonPole ?? phi0 + (lat < theta0 ? 180 : 0)
  if (Math.abs(theta0 - 90) < tolerance) return { lon, lat, phi }
  const from = phi - phi0
  const across = cosine(theta0) * sine(from)
  const along = Math.hypot(cosine(theta0) * cosine(from), sine(theta0))
  const wanted = latPole ?? 90
  let poleLat: number
  if (along < tolerance) {
    if (Math.abs(lat) > tolerance) throw new WcsError('LONPOLE does not fit the reference point')
    poleLat = wanted
  } else {
    const cosShift = sine(lat) / along
    if (Math.abs(cosShift) > 1 + tolerance) throw new WcsError('LONPOLE does not fit the reference point')
    const middle = Math.atan2(sine(theta0), cosine(theta0) * cosine(from)) * RADIAN
    const shift = Math.acos(Math.max(-1, Math.min(1, cosShift))) * RADIAN
    poleLat = nearest(middle + shift, middle - shift, wanted)
  }
  if (Math.abs(poleLat) > 90 - tolerance) {
    const north = poleLat > 0
    return { lon: north ? lon + from - 180 : lon - from, lat: north ? 90 : -90, phi }
  }
  if (Math.abs(cosine(lat)) < tolerance) return { lon, lat: poleLat, phi }
  const eastward: Pair = [
    across / cosine(lat),
    (sine(theta0) - sine(poleLat) * sine(lat)) / (cosine(poleLat) * cosine(lat)),
  ]
  return { lon: lon - Math.atan2(...eastward) * RADIAN, lat: poleLat, phi }
}

/** The valid one of two latitudes, the one nearer to `wanted` if both are. */
function nearest(first: number, second: number, wanted: number): number {
  const valid = [first, second].map(wrapped).filter((lat) => Math.abs(lat) <= 90 + tolerance)
  if (valid.length === 0) throw new WcsError('LONPOLE does not fit the reference point')
  const lat = valid.reduce((a, b) => (Math.abs(b - wanted) <= Math.abs(a - wanted) ? b : a))
  return Math.max(-90, Math.min(90, lat))
}

const wrapped = (angle: number): number => angle - 360 * Math.round(angle / 360)

/** The rotation from native to celestial vectors (Eq. 2). */
export function nativeToCelestial({ lon, lat, phi }: NativePole): Rotation {
  const [sa, ca, sd, cd, sp, cp] = [sine(lon), cosine(lon), sine(lat), cosine(lat), sine(phi), cosine(phi)]
  return [
    [-sa * sp - ca * cp * sd, sa * cp - ca * sp * sd, ca * cd],
    [ca * sp - sa * cp * sd, -ca * cp - sa * sp * sd, sa * cd],
    [cp * cd, sp * cd, sd],
  ]
}
