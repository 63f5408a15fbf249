import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { Point } from '../../../src-shared/sky/overlay/contours.ts'
import { shortLine } from '../../../src-shared/sky/overlay/short-line.ts'
import { positionsOfGrid, viewGrid } from '../../../src-shared/sky/overlay/view-grid.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'
import type { Project } from '../sky-screen.ts'
import { segmentSpacing, turnOf, unitFraction, type PolarisationChoice } from './choices.ts'

/** A line segment: its middle, a direction from the north of a frame through east (degrees), its length in pixels. */
export interface Segment extends Position {
  angle: number
  length: number
}

/** Segments longer than this many spacings would hide others; fractions above are drawn like this. */
const longest = 2.5
const constantLength = 0.75 * segmentSpacing

/**
 * Segments at the points of a view's grid that have an angle.
 * @param angles polarisation angles on the grid, degrees
 * @param fractions polarisation fractions on the grid; null for segments of the same length
 */
export function segmentsOf(
  view: SkyViewGeometry,
  angles: Float32Array,
  fractions: Float32Array | null,
  direction: PolarisationChoice['direction'],
): Segment[] {
  const positions = positionsOfGrid(view, viewGrid(view, segmentSpacing))
  const turn = turnOf(direction)
  const lengthAt = (i: number) =>
    fractions ? segmentSpacing * Math.min(longest, fractions[i] / unitFraction) : constantLength
  return Array.from(angles, (angle, i) => ({
    ...{ lon: positions[2 * i], lat: positions[2 * i + 1] },
    ...{ angle: (angle + turn) % 180, length: lengthAt(i) },
  })).filter(({ lon, angle, length }) => !Number.isNaN(lon + angle) && length > 0)
}

/** Half the length of a line that shows a direction, pixels at the centre of the view. */
const half = 1

/**
 * The ends of segments on a screen, pixels. They are straight there: each has the direction that its middle has.
 * @param scale degrees of sky in a pixel
 */
export function drawnSegments(segments: readonly Segment[], frame: Frame, project: Project, scale: number): Point[][] {
  const ends = segments.flatMap((one) => shortLine(one, one.angle, half * scale, frame))
  const xy = project(
    Float64Array.from(ends, ({ lon }) => lon),
    Float64Array.from(ends, ({ lat }) => lat),
  )
  return segments.flatMap(({ length }, i) => {
    const [x0, y0, x1, y1] = [xy[4 * i], xy[4 * i + 1], xy[4 * i + 2], xy[4 * i + 3]]
    const size = Math.hypot(x1 - x0, y1 - y0)
    // Torn by the edge of the sky, or beyond it.
    if (!(size > 0 && size < 20 * half)) return []
    const [x, y, dx, dy] = [(x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / size, (y1 - y0) / size]
    return [
      [
        [x - (dx * length) / 2, y - (dy * length) / 2],
        [x + (dx * length) / 2, y + (dy * length) / 2],
      ],
    ] as Point[][]
  })
}
