import type { PatchGeometry } from '../projection/patch-pixels.ts'
import { angleBetween } from './plane-angles.ts'
import type { PictureSize, PixelPoint } from './region.ts'

/** A straight line on a picture, in pixels; on a patch it is an arc of a great circle. */
export interface Line {
  from: PixelPoint
  to: PixelPoint
}

/** Points along a line, no more than a pixel apart, both ends included. */
export function pointsAlong({ from, to }: Line): PixelPoint[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.column - from.column, to.row - from.row)))
  return Array.from({ length: steps + 1 }, (_, i) => ({
    column: from.column + ((to.column - from.column) * i) / steps,
    row: from.row + ((to.row - from.row) * i) / steps,
  }))
}

/** Distance of points from the first one: angle on the sky in degrees, or pixels for a picture without geometry. */
export const distancesAlong = (points: readonly PixelPoint[], geometry: PatchGeometry | null): number[] =>
  points.map((point) =>
    geometry
      ? angleBetween(geometry, points[0], point)
      : Math.hypot(point.column - points[0].column, point.row - points[0].row),
  )

/**
 * Value of a picture between the centres of its pixels, bilinear. Within half a pixel of the border it is that of the
 * nearest centres; outside, and beside a pixel without a value, it is NaN.
 * @param values [height, width], row 0 at the bottom
 */
export function valueAt(
  values: ArrayLike<number>,
  { width, height }: PictureSize,
  { column, row }: PixelPoint,
): number {
  if (!(column >= -0.5 && column <= width - 0.5 && row >= -0.5 && row <= height - 0.5)) return NaN
  const [x, y] = [within(column, width - 1), within(row, height - 1)]
  const [left, below] = [Math.floor(x), Math.floor(y)]
  let sum = 0
  for (const [up, weightUp] of [
    [0, 1 - (y - below)],
    [1, y - below],
  ]) {
    for (const [right, weightRight] of [
      [0, 1 - (x - left)],
      [1, x - left],
    ]) {
      const weight = weightUp * weightRight
      if (weight > 0) sum += weight * values[(below + up) * width + left + right]
    }
  }
  return sum
}

const within = (place: number, last: number) => Math.min(last, Math.max(0, place))
