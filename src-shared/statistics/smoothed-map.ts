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
  for (let row = 0, i = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, i++) framed[(row + margin) * side + column + margin] = map[i]
  const smooth = smoothPlane(framed, size, fwhm)
  if (rows === columns) return smooth
  return new Float64Array(rows * columns).map((_, i) => smooth[Math.floor(i / columns) * size + (i % columns)])
}
