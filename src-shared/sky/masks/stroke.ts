import type { PixelPoint } from '../measure/region.ts'

/**
 * Pixels of a brush that is drawn along a straight line: those whose centres are no further from it than the radius, and
 * those under both ends, however thin the brush is.
 * @param radius pixels
 * @param size pixels on a side of the patch
 * @returns indices, ascending: row times size plus column
 */
export function pixelsOfStroke(from: PixelPoint, to: PixelPoint, radius: number, size: number): Int32Array {
  const [dx, dy] = [to.column - from.column, to.row - from.row]
  const length = dx * dx + dy * dy
  /** The square of the distance from the line. */
  const distance = (column: number, row: number) => {
    const [x, y] = [column - from.column, row - from.row]
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length))
    return (x - along * dx) ** 2 + (y - along * dy) ** 2
  }
  const ends = [from, to].map(({ column, row }) => [Math.round(column), Math.round(row)])
  const isEnd = (column: number, row: number) => ends.some(([x, y]) => x === column && y === row)
  const inside: number[] = []
  const reach = Math.max(radius, 0.5)
  const [bottom, top] = range(from.row, to.row, reach, size)
  const [left, right] = range(from.column, to.column, reach, size)
  for (let row = bottom; row <= top; row++)
    for (let column = left; column <= right; column++)
      if (distance(column, row) <= radius * radius || isEnd(column, row)) inside.push(row * size + column)
  return Int32Array.from(inside)
}

const range = (a: number, b: number, reach: number, size: number): [first: number, last: number] => [
  Math.max(0, Math.ceil(Math.min(a, b) - reach)),
  Math.min(size - 1, Math.floor(Math.max(a, b) + reach)),
]
