import { gnomonicInverse } from '../sky/gnomonic.ts'
import type { Position } from '../sky/position.ts'

/**
 * Galactic position of the centre of a patch's pixel, degrees: step width / (size - 1) on the tangent plane, the patch's
 * centre at (size - 1) / 2, column 0 east.
 * @param patch centre and side, degrees
 */
export function pixelToSky(
  patch: { lon: number; lat: number; width: number },
  size: number,
  row: number,
  column: number,
): Position {
  const step = patch.width / (size - 1)
  const centre = (size - 1) / 2
  return gnomonicInverse(patch, (centre - column) * step, (row - centre) * step)
}
