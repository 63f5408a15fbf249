import type { EChartsCoreOption } from 'echarts/core'
import type { Axis, Series } from '../../../charts/series.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-drawing.ts'
import type { Pen, Sign } from './looks.ts'
import { linePath, signPath } from './paths.ts'

/** A shape in CSS pixels: points x, y, x, y, ... that a line goes through, a sign about a place, or path data. */
export type Shape = { line: ArrayLike<number> } | { sign: Sign; x: number; y: number; r?: number } | { d: string }

/** A trial in a picture, and how it is painted. */
export type TrialPath = Shape & { number: number; pen: Pen }
/** What belongs to no trial alone. */
export type PlainPath = Shape & { pen: Pen }

/** A shape as path data. */
export const pathData = (shape: Shape): string =>
  'line' in shape ? linePath(shape.line) : 'sign' in shape ? signPath(shape.sign, shape.x, shape.y, shape.r) : shape.d

/** Where a trial can be taken hold of: a place, or a line of them, x, y, x, y, ... in CSS pixels. */
export interface Handle {
  number: number
  points: ArrayLike<number>
}

/** A drawing of trials: what lies behind them is ECharts', they themselves are painted over it. */
export interface Picture {
  frame: (theme: ChartTheme, size: Size) => EChartsCoreOption
  trials: (theme: ChartTheme, size: Size) => readonly TrialPath[]
  /** What all trials have together, painted over them. */
  over?: (theme: ChartTheme, size: Size) => readonly PlainPath[]
  handles: (size: Size) => readonly Handle[]
  /** The drawing's numbers, to be saved. */
  series: readonly Series[]
  x: Axis
  y: Axis
}

/** Square of the distance of a place from the piece of a line between two others. */
function distanceSquared(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [along, up] = [x1 - x0, y1 - y0]
  const length = along * along + up * up
  const t = length > 0 ? Math.min(1, Math.max(0, ((x - x0) * along + (y - y0) * up) / length)) : 0
  return (x - x0 - t * along) ** 2 + (y - y0 - t * up) ** 2
}

/** The trial nearest to a place, within `reach` pixels; null if there is none. */
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

/** Whether a place lies inside a closed loop x, y, x, y, ..., by the number of sides to its right. */
export function isInside(loop: ArrayLike<number>, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = loop.length - 2; i + 1 < loop.length; j = i, i += 2) {
    const [x0, y0, x1, y1] = [loop[i], loop[i + 1], loop[j], loop[j + 1]]
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  }
  return inside
}

/** The trials of which any place lies inside a loop. */
export const trialsInside = (handles: readonly Handle[], loop: ArrayLike<number>): number[] =>
  handles
    .filter(({ points }) => {
      for (let i = 0; i + 1 < points.length; i += 2) if (isInside(loop, points[i], points[i + 1])) return true
      return false
    })
    .map(({ number }) => number)

/** The option of a picture as it is saved: the trials with what lies behind them. */
export function stillOption(picture: Picture, theme: ChartTheme, size: Size): EChartsCoreOption {
  const frame = picture.frame(theme, size)
  const paths = [...picture.trials(theme, size), ...(picture.over?.(theme, size) ?? [])]
  const children = paths.map(({ pen, ...shape }) => ({
    type: 'path',
    shape: { pathData: pathData(shape) },
    style: {
      fill: pen.fill ?? 'none',
      stroke: pen.stroke,
      lineWidth: pen.width,
      lineDash: pen.dash,
      opacity: pen.opacity,
    },
  }))
  return { ...frame, series: [...((frame.series as object[]) ?? []), elements(children, 5)] }
}

/** Shapes in CSS pixels as a series of ECharts. */
export const elements = (children: readonly object[], z: number) => ({
  type: 'custom',
  coordinateSystem: 'none',
  data: [0],
  renderItem: () => ({ type: 'group', children }),
  silent: true,
  z,
})
