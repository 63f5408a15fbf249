import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { Axis } from './axis.ts'
import type { Line, Mark, Point } from './line.ts'
import { bandOutlines } from '../../src-shared/axes/bands.ts'
import { printColour } from '../../src-shared/colour/palette.ts'

/** The pieces of a curve between missing values. */
function pieces<T>(items: readonly T[], sound: (item: T) => boolean): T[][] {
  const found: T[][] = [[]]
  for (const item of items) {
    if (sound(item)) found.at(-1)!.push(item)
    else if (found.at(-1)!.length > 0) found.push([])
  }
  return found.filter((piece) => piece.length > 1)
}

/** The area between two edges. On a logarithmic axis, an edge at or below zero is drawn at the axis's lower end. */
export function bandSeries(line: Line, { low, high }: NonNullable<Line['band']>, y: Axis): CustomSeriesOption {
  const floor = y.scale === 'log' ? (y.range?.[0] ?? 0) : undefined
  const style = { fill: printColour(line.colour), fillOpacity: 0.18 }
  const outlines = bandOutlines({ x: line.points.map(([x]) => x), low, high }, { floor })
  return drawn(
    line.name,
    1,
    outlines.map((points) => ({ type: 'polygon', points, style })),
  )
}

/** Thin lines behind a bold one. */
export function faintSeries(line: Line, each: readonly (readonly Point[])[]): CustomSeriesOption {
  return drawn(
    line.name,
    2,
    each.flatMap((points) =>
      pieces(points, ([, value]) => value !== null && Number.isFinite(value)).map((piece) => ({
        type: 'polyline' as const,
        points: piece.map(([x, value]): [number, number] => [x, value!]),
        style: { stroke: printColour(line.colour), strokeOpacity: 0.22, lineWidth: 0.5, fill: 'none' },
      })),
    ),
  )
}

/** A line across the panel. */
export function markSeries(
  { name, colour, stroke = 'dotted', x, y }: Mark,
  xAxis: Axis,
  yAxis: Axis,
): LineSeriesOption {
  const across = (axis: Axis) => {
    if (!axis.range) throw new RangeError(`the mark "${name}" needs a range of the axis "${axis.label}"`)
    return axis.range
  }
  const ends = x === undefined ? across(xAxis).map((end) => [end, y!]) : across(yAxis).map((end) => [x, end])
  return {
    type: 'line',
    name,
    data: ends,
    symbol: 'none',
    color: printColour(colour),
    lineStyle: { width: 1.4, type: stroke },
    z: 2,
  }
}

interface Shape {
  type: 'polygon' | 'polyline'
  points: [number, number][]
  style: Record<string, string | number>
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>

function drawn(name: string, z: number, shapes: readonly Shape[]): CustomSeriesOption {
  const renderItem: RenderItem = ({ dataIndex }, api) => {
    const { type, points, style } = shapes[dataIndex]
    return {
      type,
      shape: { points: points.map((point) => api.coord(point)) },
      style,
    } as ReturnType<RenderItem>
  }
  return {
    type: 'custom',
    name,
    z,
    clip: true,
    renderItem,
    data: shapes.map(({ points }) => points[0]),
    encode: { x: 0, y: 1 },
  }
}
