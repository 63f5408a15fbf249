import type { Column } from './column.ts'

/** Where a filament is on a patch, and how it is polarised. */
export interface PlacedFilament {
  /** Of its centre, in pixels: 0 is the centre of the first. */
  column: number
  row: number
  /** Q / I and U / I. */
  q: number
  u: number
}

/** Standard deviations at which a filament ends towards each side of its patch. */
export const reach = 5

/** In all other directions, at its square in standard deviations: beyond, there is less than exp(-18) = 1.5e-8 of its peak. */
const furthest = 6 ** 2

/**
 * Adds a filament to a patch, to 1e-9 of its peak and the patch's own precision, but for what `furthest` leaves out.
 * @param patch I, Q and U, [size, size, 3]
 * @param seen in pixels
 */
export function paintFilament(
  patch: Float32Array,
  size: number,
  seen: Column,
  { column, row, q, u }: PlacedFilament,
): void {
  const { peak, xx, xy, yy } = seen
  // Along a row, r C^-1 r = narrow x^2 + y^2 / yy, with x from where the filament is brightest in that row.
  const narrow = yy / (xx * yy - xy ** 2)
  const slant = xy / yy
  const wide = reach * Math.sqrt(xx)
  const high = reach * Math.sqrt(yy)
  const west = Math.max(0, Math.ceil(column - wide))
  const east = Math.min(size - 1, Math.floor(column + wide))
  const north = Math.min(size - 1, Math.floor(row + high))
  const bend = Math.exp(-narrow)
  const isPolarised = q !== 0 || u !== 0
  for (let j = Math.max(0, Math.ceil(row - high)); j <= north; j++) {
    const y = j - row
    const away = (y * y) / yy
    const middle = column + slant * y
    const half = Math.sqrt((furthest - away) / narrow)
    const from = Math.max(west, Math.ceil(middle - half))
    const to = Math.min(east, Math.floor(middle + half))
    if (from > to) continue
    const x = from - middle
    let value = peak * Math.exp(-(narrow * x * x + away) / 2)
    // From pixel to pixel a Gaussian changes by a ratio that changes by a constant one: no exponential for each pixel.
    let ratio = Math.exp(-narrow * (x + 0.5))
    const end = 3 * (j * size + to)
    for (let at = 3 * (j * size + from); at <= end; at += 3) {
      patch[at] += value
      if (isPolarised) {
        patch[at + 1] += q * value
        patch[at + 2] += u * value
      }
      value *= ratio
      ratio *= bend
    }
  }
}
