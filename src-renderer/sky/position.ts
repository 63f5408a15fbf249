/** A position on the sky, Galactic, in degrees; longitude in [0, 360). */
export interface Position {
  lon: number
  lat: number
}

export const degrees = 180 / Math.PI
export const radians = Math.PI / 180

/** Longitude brought into [0, 360) degrees. */
export const wrapLongitude = (lon: number) => ((lon % 360) + 360) % 360

/** Angle between two positions, degrees; haversine, so that small angles keep their digits. */
export function separation(a: Position, b: Position): number {
  const halfLat = Math.sin(((b.lat - a.lat) * radians) / 2)
  const halfLon = Math.sin(((b.lon - a.lon) * radians) / 2)
  const h = halfLat ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * halfLon ** 2
  return 2 * Math.asin(Math.min(1, Math.sqrt(h))) * degrees
}
