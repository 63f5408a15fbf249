import type { Frame } from '../healpix/map.ts'
import { imageProjection } from '../projection/wcs/image-projection.ts'
import { wcsOfView, type SkyViewGeometry } from '../projection/wcs-of-view.ts'
import { shortLine } from './short-line.ts'
import { widenGrid } from './smooth-grid.ts'
import { positionsOfGrid, type ViewGrid } from './view-grid.ts'

/**
 * Directions without a sense at the points of a grid over a view, as the cosine and sine of twice the angle from the
 * rightward axis of the view towards its downward one: so they can be averaged. NaN where a direction is missing.
 */
export interface GridAxes {
  grid: ViewGrid
  cos: Float64Array
  sin: Float64Array
}

/** Half the length of the line that shows a direction, pixels: so short that hardly any crosses the edge of the sky. */
const half = 0.02

/**
 * Directions on the sky as they appear in a view. Points beyond the edge of the sky have that of a neighbour, so that
 * what is drawn from them reaches the edge.
 * @param angles on the grid, from the north of `frame` through east, degrees; NaN where there are none
 */
export function axesOnView(view: SkyViewGeometry, grid: ViewGrid, angles: ArrayLike<number>, frame: Frame): GridAxes {
  const { toPixel } = imageProjection(wcsOfView(view))
  const positions = positionsOfGrid(view, grid)
  const scale = view.fov / view.width
  const [cos, sin] = [new Float64Array(angles.length).fill(NaN), new Float64Array(angles.length).fill(NaN)]
  const isBeyond = new Uint8Array(angles.length)
  for (let at = 0; at < angles.length; at++) {
    const [lon, lat] = positions.subarray(2 * at, 2 * at + 2)
    if (Number.isNaN(lon)) isBeyond[at] = 1
    if (Number.isNaN(lon + angles[at])) continue
    const [from, to] = shortLine({ lon, lat }, angles[at], half * scale, frame).map((end) => toPixel(end.lon, end.lat))
    // Rows of an image count upwards.
    const [right, down] = from && to ? [to[0] - from[0], from[1] - to[1]] : [0, 0]
    const square = right * right + down * down
    // Torn by the edge of the sky: as good as beyond it.
    if (!(square > 0 && square < 1)) isBeyond[at] = 1
    else [cos[at], sin[at]] = [(right * right - down * down) / square, (2 * right * down) / square]
  }
  const widened = (values: Float64Array) => {
    const wide = widenGrid({ ...grid, values })
    return values.map((value, at) => (isBeyond[at] ? wide[at] : value))
  }
  return { grid, cos: widened(cos), sin: widened(sin) }
}
