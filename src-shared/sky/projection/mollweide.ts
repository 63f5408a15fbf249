import { DEGREE, wrapLongitude, type Position } from '../position.ts'

/**
 * Mollweide projection, longitude 0 in the middle and growing to the left (Snyder 1987, Eq. 31-1 to 31-4).
 * @returns [x, y]: x from 1 (longitude 180, left edge) to -1, y from -1 (south) to 1, on an ellipse twice as wide as high
 */
export function mollweide({ lon, lat }: Position): [x: number, y: number] {
  const sinLat = Math.sin(lat * DEGREE)
  let theta = lat * DEGREE
  for (let iteration = 0; iteration < 50; iteration++) {
    const slope = 2 + 2 * Math.cos(2 * theta)
    if (slope < 1e-9) break
    const step = (2 * theta + Math.sin(2 * theta) - Math.PI * sinLat) / slope
    theta -= step
    if (Math.abs(step) < 1e-12) break
  }
  const east = wrapLongitude(lon + 180) - 180
  return [(east / 180) * Math.cos(theta), Math.sin(theta)]
}

/** The position at x, y of the Mollweide ellipse (Snyder 1987, Eq. 31-6 to 31-9); null outside it. */
export function mollweideInverse(x: number, y: number): Position | null {
  if (x * x + y * y > 1) return null
  const theta = Math.asin(y)
  const lat = Math.asin(Math.max(-1, Math.min(1, (2 * theta + Math.sin(2 * theta)) / Math.PI))) / DEGREE
  const halfWidth = Math.cos(theta)
  return { lon: halfWidth === 0 ? 0 : wrapLongitude((x / halfWidth) * 180), lat }
}
