import { contourLines, regionRings, type GridValues, type Point } from '../../../src-shared/sky/overlay/contours.ts'
import { smoothGrid, widenGrid } from '../../../src-shared/sky/overlay/smooth-grid.ts'
import {
  inView,
  positionsOfGrid,
  skyOfView,
  viewGrid,
  type ViewGrid,
} from '../../../src-shared/sky/overlay/view-grid.ts'
import type { SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'

/** A polyline, or a closed ring, in a view and on the sky. */
export interface Traced {
  /** Pixels of the view. */
  xy: Point[]
  /** Galactic, NaN beyond the edge of the sky. */
  lon: Float64Array
  lat: Float64Array
}

/** Distances between points on a view's grid, pixels: of a mask, of contours, of the latitude cut. */
export const steps = { mask: 2, contours: 4, cut: 5 } as const

function traced(view: SkyViewGeometry, grid: ViewGrid, lines: readonly Point[][]): Traced[] {
  const toSky = skyOfView(view)
  return lines.map((line) => {
    const xy = line.map(([column, row]) => inView(grid, column, row))
    const sky = xy.map(([x, y]) => toSky(x, y) ?? ([NaN, NaN] as const))
    return { xy, lon: Float64Array.from(sky, ([lon]) => lon), lat: Float64Array.from(sky, ([, lat]) => lat) }
  })
}

/** Rings around a part of a view; `inside` has a value above zero there, and NaN beyond the sky. */
function area(view: SkyViewGeometry, grid: ViewGrid, inside: ArrayLike<number>): Traced[] {
  const values = { ...grid, values: inside }
  // Wider than the sky, whose edge is drawn as a clip: the points of a grid do not lie on it.
  return traced(view, grid, regionRings({ ...values, values: widenGrid(values) }, 0))
}

/** Rings around the pixels of a mask that are not above the threshold, or missing. @param values on the grid of the view */
export function maskedArea(view: SkyViewGeometry, values: Float32Array, threshold: number): Traced[] {
  const grid = viewGrid(view, steps.mask)
  const positions = positionsOfGrid(view, grid)
  const isMasked = Float64Array.from(values, (value, i) =>
    Number.isNaN(positions[2 * i]) ? NaN : value > threshold ? -1 : 1,
  )
  return area(view, grid, isMasked)
}

/** Rings around the latitudes closer to the plane than a cut. */
export function cutArea(view: SkyViewGeometry, cut: number): Traced[] {
  const grid = viewGrid(view, steps.cut)
  const positions = positionsOfGrid(view, grid)
  return area(
    view,
    grid,
    Float64Array.from({ length: positions.length / 2 }, (_, i) => cut - Math.abs(positions[2 * i + 1])),
  )
}

/** Contours at each level, of values on the grid of the view, which are smoothed over a step. */
export function contoursAt(view: SkyViewGeometry, values: Float32Array, levels: readonly number[]): Traced[][] {
  const grid = viewGrid(view, steps.contours)
  const smooth: GridValues = { ...grid, values: smoothGrid({ ...grid, values }) }
  return levels.map((level) => traced(view, grid, contourLines(smooth, level)))
}
