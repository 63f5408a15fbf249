import { degrees, radians, wrapLongitude, type Position } from './position.ts'

/**
 * Gnomonic projection about `centre` (Calabretta & Greisen 2002, Sec. 5.1.3).
 * @returns [x, y] in degrees on the tangent plane, x growing to the east; null on the far half of the sky
 */
export function gnomonic(centre: Position, { lon, lat }: Position): [number, number] | null {
  const dLon = (lon - centre.lon) * radians
  const [sin0, cos0] = [Math.sin(centre.lat * radians), Math.cos(centre.lat * radians)]
  const [sinB, cosB] = [Math.sin(lat * radians), Math.cos(lat * radians)]
  const cosC = sin0 * sinB + cos0 * cosB * Math.cos(dLon)
  if (cosC <= 0) return null
  return [((cosB * Math.sin(dLon)) / cosC) * degrees, ((cos0 * sinB - sin0 * cosB * Math.cos(dLon)) / cosC) * degrees]
}

/** The position at x, y (degrees, x to the east) on the plane that touches the sky at `centre`. */
export function gnomonicInverse(centre: Position, x: number, y: number): Position {
  const [sin0, cos0] = [Math.sin(centre.lat * radians), Math.cos(centre.lat * radians)]
  const [px, py] = [x * radians, y * radians]
  const z = sin0 + py * cos0
  const ahead = cos0 - py * sin0
  return {
    lon: wrapLongitude(centre.lon + Math.atan2(px, ahead) * degrees),
    lat: Math.atan2(z, Math.hypot(px, ahead)) * degrees,
  }
}
