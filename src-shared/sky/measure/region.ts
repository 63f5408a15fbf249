/** A point of a picture in pixels: (0, 0) is the centre of the pixel at the bottom left, (0.5, 0) its right border. */
export interface PixelPoint {
  column: number
  row: number
}

/** A part of a picture, in pixels. */
export type Region =
  | { kind: 'rectangle'; from: PixelPoint; to: PixelPoint }
  | { kind: 'disc'; centre: PixelPoint; radius: number }
  | { kind: 'polygon'; corners: readonly PixelPoint[] }

/** Pixels across and up. */
export interface PictureSize {
  width: number
  height: number
}

/** One row of pixels: from the first column to before the last. */
type Span = [first: number, end: number]

/**
 * Indices of the pixels whose centres lie in a region, ascending: row times width plus column. The borders of rectangles
 * and discs belong to them; a polygon that crosses itself excludes what it encloses twice.
 */
export function pixelsInside(region: Region, { width, height }: PictureSize): Int32Array {
  const inside: number[] = []
  const [bottom, top] = rowsOf(region)
  for (let row = Math.max(0, Math.ceil(bottom)); row <= Math.min(height - 1, Math.floor(top)); row++) {
    for (const [first, end] of spansOf(region, row))
      for (let column = Math.max(0, first); column < Math.min(width, end); column++) inside.push(row * width + column)
  }
  return Int32Array.from(inside)
}

function rowsOf(region: Region): [bottom: number, top: number] {
  if (region.kind === 'disc') return [region.centre.row - region.radius, region.centre.row + region.radius]
  const rows = (region.kind === 'rectangle' ? [region.from, region.to] : region.corners).map(({ row }) => row)
  return [Math.min(...rows), Math.max(...rows)]
}

function spansOf(region: Region, row: number): Span[] {
  if (region.kind === 'rectangle') return [closed(region.from.column, region.to.column)]
  if (region.kind === 'polygon') return crossings(region.corners, row)
  const { centre, radius } = region
  const half = Math.sqrt(Math.max(0, radius ** 2 - (row - centre.row) ** 2))
  return [closed(centre.column - half, centre.column + half)]
}

const closed = (a: number, b: number): Span => [Math.ceil(Math.min(a, b)), Math.floor(Math.max(a, b)) + 1]

/** Where a polygon is entered and left along a row. Of two corners at one height, only the lower end of an edge counts. */
function crossings(corners: readonly PixelPoint[], row: number): Span[] {
  const at = corners
    .flatMap((a, i) => {
      const b = corners[(i + 1) % corners.length]
      if (a.row <= row === b.row <= row) return []
      return [a.column + ((row - a.row) / (b.row - a.row)) * (b.column - a.column)]
    })
    .sort((a, b) => a - b)
  const spans: Span[] = []
  for (let i = 0; i + 1 < at.length; i += 2) spans.push([Math.ceil(at[i]), Math.ceil(at[i + 1])])
  return spans
}
