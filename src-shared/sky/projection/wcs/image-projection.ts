import { apply, fromVector, toVector, transpose } from '../../frames.ts'
import { toJ2000 } from '../../precession.ts'
import { nativePole, nativeToCelestial } from './celestial-pole.ts'
import type { CelestialWcs } from './celestial-wcs.ts'
import { undistorted } from './inverse-distortion.ts'
import { WcsError, type Pair } from './native-projection.ts'
import { projections } from './projections.ts'
import { distort, undistort } from './sip.ts'
import { distortTangent } from './tangent-polynomial.ts'

/** Positions of an image's pixels. Pixels count from 0 at the centre of the first; angles in degrees, of J2000. */
export interface ImageProjection {
  /** celestial longitude and latitude; null where the projection shows no sky */
  toSky(column: number, row: number): Pair | null
  /** null for a position that the projection does not show */
  toPixel(lon: number, lat: number): Pair | null
  /** the step from a pixel to where the same position is shown again; null if it is shown once */
  repeat: Pair | null
}

/**
 * Both directions of an image's world coordinates (Greisen & Calabretta 2002, Sec. 2; Calabretta & Greisen 2002, Sec. 2).
 * @throws WcsError for parameters without a solution
 */
export function imageProjection(wcs: CelestialWcs): ImageProjection {
  const { lonPole, latPole, fiducial: given } = wcs
  const numbers = [...wcs.crpix, ...wcs.crval, ...wcs.cd.flat(), ...(given ?? []), lonPole, latPole, ...wcs.parameters]
  if (!numbers.every((number) => number === null || number === undefined || Number.isFinite(number)))
    throw new WcsError('the reference point, the matrix of the pixels or a parameter is not finite')
  const projection = projections[wcs.projection](wcs.parameters)
  const fiducial = given ?? projection.fiducial
  const toCelestial = nativeToCelestial(nativePole(wcs.crval, fiducial, lonPole, latPole))
  const toNative = transpose(toCelestial)
  const [x0, y0] = wcs.offset ? (projection.toPlane(...fiducial) ?? [0, 0]) : [0, 0]
  const [[a, b], [c, d]] = wcs.cd
  const determinant = a * d - b * c
  if (!(Math.abs(determinant) > 0 && Number.isFinite(determinant)))
    throw new WcsError('the matrix of the pixels has no inverse')
  const pixelAt = (x: number, y: number): Pair => [(d * x - b * y) / determinant, (a * y - c * x) / determinant]
  const { sip, tangent } = wcs
  const equinox = wcs.equinox && toJ2000(wcs.equinox)
  return {
    toSky(column, row) {
      const from: Pair = [column + 1 - wcs.crpix[0], row + 1 - wcs.crpix[1]]
      const [i, j] = sip ? distort(sip, ...from) : from
      const straight: Pair = [a * i + b * j, c * i + d * j]
      const [x, y] = tangent ? distortTangent(tangent, ...straight) : straight
      // A reference point far away, or large polynomials, lead beyond the numbers there are.
      if (!Number.isFinite(x) || !Number.isFinite(y)) return null
      const native = projection.toSphere(x + x0, y + y0)
      if (!native) return null
      const celestial = apply(toCelestial, toVector(...native))
      return fromVector(equinox ? equinox.toJ2000(celestial) : celestial)
    },
    toPixel(lon, lat) {
      const celestial = equinox ? equinox.fromJ2000(toVector(lon, lat)) : toVector(lon, lat)
      const [phi, theta] = fromVector(apply(toNative, celestial))
      const plane = projection.toPlane(phi > 180 ? phi - 360 : phi, theta)
      if (!plane) return null
      const intended: Pair = [plane[0] - x0, plane[1] - y0]
      const intermediate = tangent ? undistorted((x, y) => distortTangent(tangent, x, y), ...intended, 0.01) : intended
      if (!intermediate) return null
      const straight = pixelAt(...intermediate)
      const from = sip ? undistort(sip, ...straight) : straight
      return from && [from[0] + wcs.crpix[0] - 1, from[1] + wcs.crpix[1] - 1]
    },
    repeat: projection.repeats && !sip ? pixelAt(360, 0) : null,
  }
}

/** Side of a pixel at the reference point: the square root of its area, degrees. */
export const pixelSideOf = ({ cd: [[a, b], [c, d]] }: CelestialWcs): number => Math.sqrt(Math.abs(a * d - b * c))
