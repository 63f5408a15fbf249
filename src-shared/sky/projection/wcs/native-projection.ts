/** A point of the plane, or native longitude and latitude: two numbers in degrees. */
export type Pair = [number, number]

/** A map projection of the native sphere (Calabretta & Greisen 2002, Sec. 5). All angles and lengths in degrees. */
export interface NativeProjection {
  /** native coordinates of its reference point, phi_0 and theta_0 */
  fiducial: Pair
  /** the point of the plane; null if this side of the sphere is not shown. phi is between -180 and 180 */
  toPlane(phi: number, theta: number): Pair | null
  /** the position on the sphere; null outside the projection's outline */
  toSphere(x: number, y: number): Pair | null
  /** whether the plane repeats every 360 degrees of x, so that an image may cut the sphere anywhere */
  repeats?: boolean
}

/** Builds a projection from its parameters PVi_m, with the default of the standard where one is undefined. */
export type ProjectionOf = (parameters: readonly (number | undefined)[]) => NativeProjection

/** Degrees of a radian: the radius of the generating sphere. */
export const RADIAN = 180 / Math.PI

/** Parameters that no projection can have. */
export class WcsError extends Error {}
