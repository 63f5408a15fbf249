import type { Axis, Series } from '../../../charts/series.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import type { Pen, Sign } from './trial-styles.ts'
import { boxPath, linePath, signPath } from './paths.ts'
import type { Box } from './paths.ts'

/** A shape in CSS pixels: a line through points x, y, x, y, ..., a marker at a position, a filled box, or path data. */
export type Shape =
  { line: ArrayLike<number> } | { sign: Sign; x: number; y: number; r?: number } | { box: Box } | { d: string }

/** A trial in a picture, with its style. */
export type TrialPath = Shape & { number: number; pen: Pen }
/** A shape that belongs to no single trial. */
export type PlainPath = Shape & { pen: Pen }

/** A shape as path data. */
export function pathData(shape: Shape): string {
  if ('line' in shape) return linePath(shape.line)
  if ('sign' in shape) return signPath(shape.sign, shape.x, shape.y, shape.r)
  return 'box' in shape ? boxPath(shape.box) : shape.d
}

/** One line of text, in CSS pixels; `y` is the position of `baseline`, and vertical text is centred along x. */
export interface Words {
  text: string
  x: number
  y: number
  align: 'left' | 'center' | 'right'
  baseline: 'top' | 'middle' | 'bottom'
  fill: string
  /** Appended in another colour. */
  unit?: { text: string; fill: string }
  /** Rotated to read from bottom to top. */
  upright?: boolean
  /** Outline in this colour around the letters, for text on top of something. */
  halo?: string
}

/** Where a trial can be hit: a point, or a line x, y, x, y, ... in CSS pixels. */
export interface Handle {
  number: number
  points: ArrayLike<number>
}

/** A chart of trials. */
export interface Picture {
  /** Axes, and whatever else is not a trial. */
  frame: (theme: ChartTheme, size: Size) => readonly (PlainPath | Words)[]
  /** Whether the frame is drawn over the trials, which would otherwise hide its numbers. */
  frameOver?: boolean
  trials: (theme: ChartTheme, size: Size) => readonly TrialPath[]
  /** Shared by all trials and painted over them. */
  over?: (theme: ChartTheme, size: Size) => readonly PlainPath[]
  handles: (size: Size) => readonly Handle[]
  /** The chart's numbers, to be saved as CSV. */
  series: readonly Series[]
  x: Axis
  y: Axis
}

/** Squared distance of a point from the segment between two others. */
function distanceSquared(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [along, up] = [x1 - x0, y1 - y0]
  const length = along * along + up * up
  const t = length > 0 ? Math.min(1, Math.max(0, ((x - x0) * along + (y - y0) * up) / length)) : 0
  return (x - x0 - t * along) ** 2 + (y - y0 - t * up) ** 2
}

/** The trial nearest to a point, within `reach` pixels; null if there is none. */
export function nearestTrial(handles: readonly Handle[], x: number, y: number, reach: number): number | null {
  let best: number | null = null
  let least = reach * reach
  for (const { number, points } of handles) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const j = Math.min(i + 2, points.length - 2)
      const distance = distanceSquared(x, y, points[i], points[i + 1], points[j], points[j + 1])
      if (distance < least) [best, least] = [number, distance]
    }
  }
  return best
}

/** Whether a point lies inside a closed loop x, y, x, y, ..., by the parity of the sides to its right. */
export function isInside(loop: ArrayLike<number>, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = loop.length - 2; i + 1 < loop.length; j = i, i += 2) {
    const [x0, y0, x1, y1] = [loop[i], loop[i + 1], loop[j], loop[j + 1]]
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  }
  return inside
}

/** The trials with any point inside a loop. */
export const trialsInside = (handles: readonly Handle[], loop: ArrayLike<number>): number[] =>
  handles
    .filter(({ points }) => {
      for (let i = 0; i + 1 < points.length; i += 2) if (isInside(loop, points[i], points[i + 1])) return true
      return false
    })
    .map(({ number }) => number)
