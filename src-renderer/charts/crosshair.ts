import type { Series } from './series.ts'

export interface Reading {
  name: string
  colour: number
  bold: boolean
  y: number
}

/** Index of the value nearest to `x` in an ascending array; -1 for none. */
export function nearest(xs: ArrayLike<number>, x: number): number {
  if (xs.length === 0) return -1
  let [low, high] = [0, xs.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (xs[middle] < x) low = middle
    else high = middle
  }
  return Math.abs(xs[high] - x) < Math.abs(xs[low] - x) ? high : low
}

/**
 * The readings at a position: the nearest x with a point, and the value of every curve that has a point within
 * `tolerance` of that x, largest first. Null if no curve has points.
 */
export function readAt(
  series: readonly Series[],
  x: number,
  tolerance: number,
): { x: number; readings: Reading[] } | null {
  const read = series.filter(({ faint }) => !faint)
  const places = read.map((one) => nearest(one.x, x))
  const xs = read.map((one, i) => one.x[places[i]]).filter((value) => value !== undefined)
  if (xs.length === 0) return null
  const at = xs.reduce((best, value) => (Math.abs(value - x) < Math.abs(best - x) ? value : best))
  const readings = read.flatMap(({ name, colour, bold = false, ...one }) => {
    const i = nearest(one.x, at)
    return i >= 0 && Math.abs(one.x[i] - at) <= tolerance && Number.isFinite(one.y[i])
      ? [{ name, colour, bold, y: one.y[i] }]
      : []
  })
  return { x: at, readings: readings.sort((a, b) => b.y - a.y) }
}
