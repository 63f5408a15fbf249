/** Gap between squares, and height of the title above each; pixels. */
export const squareGap = 8
export const titleHeight = 18

/**
 * The largest squares that fit side by side, in as many rows as make them largest.
 * @param width, height of the available area, CSS pixels
 * @returns columns, and the side of a square in CSS pixels
 */
export function fitSquares(count: number, width: number, height: number) {
  const fits = Array.from({ length: count }, (_, i) => {
    const columns = i + 1
    const rows = Math.ceil(count / columns)
    const wide = (width - (columns - 1) * squareGap) / columns
    const high = (height - (rows - 1) * squareGap) / rows - titleHeight
    return { columns, side: Math.max(0, Math.floor(Math.min(wide, high))) }
  })
  return fits.reduce((best, fit) => (fit.side > best.side ? fit : best))
}
