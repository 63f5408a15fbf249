import type { Equinox } from '../../precession.ts'
import type { ProjectionCode } from './projections.ts'
import type { Sip } from './sip.ts'
import type { TangentPolynomial } from './tangent-polynomial.ts'

/** The celestial coordinates of an image as plain data (Greisen & Calabretta 2002; Calabretta & Greisen 2002). */
export interface CelestialWcs {
  /** last three letters of CTYPE */
  projection: ProjectionCode
  /** PVi_0, PVi_1, ... of the latitude axis; absent ones are undefined */
  parameters: readonly (number | undefined)[]
  /** CRPIX: pixel of the reference point; the first pixel's centre is 1 */
  crpix: readonly [number, number]
  /** degrees per pixel: the first row gives the longitude's axis, whichever axis of the image that is */
  cd: readonly [readonly [number, number], readonly [number, number]]
  /** longitude and latitude of the reference point, degrees */
  crval: readonly [number, number]
  /** native coordinates of the reference point, degrees (PVi_1, PVi_2 of the longitude axis); null for the projection's */
  fiducial: readonly [number, number] | null
  /** whether the plane's origin is moved to that point (PVi_0 of the longitude axis) */
  offset: boolean
  /** LONPOLE and LATPOLE, degrees; null for the defaults */
  lonPole: number | null
  latPole: number | null
  /** distortion of the pixels; null if there is none */
  sip: Sip | null
  /** distortion of a tangent plane */
  tangent?: TangentPolynomial
  /** of equatorial or ecliptic coordinates that are not those of J2000; positions are converted to J2000 */
  equinox?: Equinox
}
