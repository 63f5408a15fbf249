import { smoothingMargin, smoothPlane } from '../sky/smooth-plane.ts'

/**
 * A map smoothed by a Gaussian. What lies outside the map, and missing pixels (NaN), have no weight: near them a pixel is
 * the weighted mean of those that have a value. Missing pixels stay missing.
 * @param map [rows, columns]
 * @param fwhm full width at half maximum, pixels
 */
export function smoothedMap(map: ArrayLike<number>, rows: number, columns: number, fwhm: number): Float64Array {
  const size = Math.max(rows, columns)
  const margin = smoothingMargin(fwhm)
  const side = size + 2 * margin
  const framed = new Float64Array(side * side).fill(NaN)
  for (let i = 0; i < map.length; i++)
    framed[(Math.floor(i / columns) + margin) * side + (i % columns) + margin] = map[i]
  const smooth = smoothPlane(framed, size, fwhm)
  return Float64Array.from(map, (_, i) => smooth[Math.floor(i / columns) * size + (i % columns)])
}
