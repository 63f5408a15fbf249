/** A position on the sky in degrees, longitude in [0, 360); Galactic unless a frame is named. */
export interface Position {
  lon: number
  lat: number
}

/** The position of something that may have none, as a patch that was made elsewhere; null then. */
export const positionOf = ({ lon, lat }: { lon: number | null; lat: number | null }): Position | null =>
  lon === null || lat === null ? null : { lon, lat }

/** One degree in radians. */
export const DEGREE = Math.PI / 180

/** Longitude brought into [0, 360) degrees. */
export const wrapLongitude = (lon: number): number => ((lon % 360) + 360) % 360

/** Angle between two positions in degrees, by the haversine formula, which is accurate at small angles. */
export function separation(a: Position, b: Position): number {
  const halfLat = Math.sin(((b.lat - a.lat) * DEGREE) / 2)
  const halfLon = Math.sin(((b.lon - a.lon) * DEGREE) / 2)
  const haversine = halfLat ** 2 + Math.cos(a.lat * DEGREE) * Math.cos(b.lat * DEGREE) * halfLon ** 2
  return (2 * Math.asin(Math.min(1, Math.sqrt(haversine)))) / DEGREE
}
