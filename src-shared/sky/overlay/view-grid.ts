import { imageProjection } from '../projection/wcs/image-projection.ts'
import { wcsOfView, type SkyViewGeometry } from '../projection/wcs-of-view.ts'

/** Points spread evenly over a view, with one row or column beyond each of its edges. */
export interface ViewGrid {
  columns: number
  rows: number
  /** Distance between neighbours, pixels of the view. */
  step: number
}

export const viewGrid = ({ width, height }: { width: number; height: number }, step: number): ViewGrid => ({
  columns: Math.ceil(width / step) + 2,
  rows: Math.ceil(height / step) + 2,
  step,
})

/** Where a point of a grid lies in the view, pixels from its upper left corner; also between points. */
export const inView = ({ step }: Pick<ViewGrid, 'step'>, column: number, row: number): [x: number, y: number] => [
  (column - 0.5) * step,
  (row - 0.5) * step,
]

/** The Galactic position at a place of a view, pixels from its upper left corner; null beyond the sky. */
export function skyOfView(view: SkyViewGeometry): (x: number, y: number) => readonly [lon: number, lat: number] | null {
  const { toSky } = imageProjection(wcsOfView(view))
  // Pixels of an image count from the centre of the lower left one.
  return (x, y) => toSky(x - 0.5, view.height - 0.5 - y)
}

/**
 * Galactic positions of the points of a grid, pairs of longitude and latitude, the uppermost row first; NaN beyond the
 * sky.
 */
export function positionsOfGrid(view: SkyViewGeometry, grid: ViewGrid): Float64Array<ArrayBuffer> {
  const toSky = skyOfView(view)
  const positions = new Float64Array(2 * grid.columns * grid.rows)
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at += 2)
      positions.set(toSky(...inView(grid, column, row)) ?? [NaN, NaN], at)
  return positions
}

/**
 * The edge of the sky in a view that may show it all: half the axes of an ellipse about the centre of the view, pixels
 * (Calabretta & Greisen 2002, Eqs. 54 and 59); null for a projection without an edge.
 */
export function skyEdge({ projection, fov, width }: SkyViewGeometry): readonly [a: number, b: number] | null {
  if (projection === 'MOL') return [(width * 180) / fov, (width * 90) / fov]
  if (projection !== 'SIN') return null
  const radius = fov >= 180 ? (width * 90) / fov : width / 2 / Math.sin((fov / 360) * Math.PI)
  return [radius, radius]
}
