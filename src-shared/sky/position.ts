/** A position on the sky in degrees, longitude in [0, 360); Galactic unless a frame is named. */
export interface Position {
  lon: number
  lat: number
}

/** Where a patch lies on the sky: its centre, and how it is turned. */
export interface Place extends Position {
  /** Position angle of the direction of its rows upwards: degrees from Galactic north through east; none is 0. */
  rotation?: number | null
}

/** The place of something that may have none, as a patch that was made elsewhere; null then. */
export const positionOf = ({
  lon,
  lat,
  rotation,
}: {
  lon: number | null
  lat: number | null
  rotation?: number | null
}): Place | null => (lon === null || lat === null ? null : { lon, lat, ...(rotation ? { rotation } : {}) })

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
