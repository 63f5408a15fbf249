import { contours } from 'd3-contour'

/** A row-by-row array of values, NaN where there are none. */
export interface GridValues {
  columns: number
  rows: number
  values: ArrayLike<number>
}
export type Point = readonly [x: number, y: number]

/**
 * Closed rings around the values at and above a level, those of holes among them: to be filled by the even-odd rule.
 * Points in columns and rows, by linear interpolation; a ring passes through the outermost points with a value where the
 * values end, and half a step outside the grid where the grid does. A ring's first point is also its last.
 */
export function regionRings({ columns, rows, values }: GridValues, level: number): Point[][] {
  if (columns === 0 || rows === 0) return []
  // Its types know ordinary arrays only.
  const { coordinates } = contours()
    .size([columns, rows])
    .contour(values as number[], level)
  return coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(([x, y]): Point => [x - 0.5, y - 0.5])))
}

/**
 * The lines on which values pass a level: `regionRings` without the pieces along the edges of the grid and of missing
 * values. A closed line ends with its first point.
 */
export function contourLines(grid: GridValues, level: number): Point[][] {
  const isReal = realPoints(grid)
  return regionRings(grid, level).flatMap((ring) => {
    const real = ring.map(isReal)
    if (real.every(Boolean)) return [ring]
    // Begins after a gap, so that no line is cut where the ring happens to start.
    const open = ring.slice(0, -1)
    const from = real.indexOf(false)
    const lines: Point[][] = [[]]
    for (let i = 0; i <= open.length; i++) {
      const at = (from + i) % open.length
      if (real[at]) lines.at(-1)!.push(open[at])
      else lines.push([])
    }
    return lines.filter((line) => line.length > 1)
  })
}

/** Whether a point lies between two values of the grid. */
function realPoints({ columns, rows, values }: GridValues): (point: Point) => boolean {
  const has = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && Number.isFinite(values[y * columns + x])
  return ([x, y]) => {
    const [left, right, top, bottom] = [Math.floor(x), Math.ceil(x), Math.floor(y), Math.ceil(y)]
    if (left === right && top === bottom)
      // On a value itself: that of the level, or the last one before missing ones.
      return has(x, y) && has(x - 1, y) && has(x + 1, y) && has(x, y - 1) && has(x, y + 1)
    return has(left, top) && has(right, bottom)
  }
}
