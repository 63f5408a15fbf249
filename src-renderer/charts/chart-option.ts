import type { EChartsCoreOption } from 'echarts/core'
import { formatTick, formatUnit } from '../../src-shared/text/format.ts'
import { bandOption } from './bands.ts'
import { extentOf, padded } from './extent.ts'
import { negativeOption, negativesOf, signNote } from './negatives.ts'
import type { Axis, Mark, Series } from './series.ts'
import type { ChartTheme } from './theme.ts'
import { shareOf } from '../../src-shared/axes/share.ts'
import { ticksOf } from '../../src-shared/axes/ticks.ts'

export interface ChartContent {
  series: readonly Series[]
  x: Axis
  y: Axis
  marks?: readonly Mark[]
  logX?: boolean
  logY?: boolean
  /** Size of the drawing in CSS pixels, for the number of labels. */
  size?: { width: number; height: number }
  /** The zoomed part of the axes; null for all. */
  view?: { x: readonly [number, number]; y: readonly [number, number] } | null
}

type Dot = { value: number[]; itemStyle: { color: string } }
/** Margins that hold the axes' labels; CSS pixels. */
export const chartGrid = { left: 72, right: 14, top: 10, bottom: 42 }

const points = new WeakMap<Series, { log: boolean; data: (number[] | Dot)[] }>()

/** A curve in ECharts' format, built once; on a logarithmic axis its line has gaps at zero and below. */
function pointsOf(one: Series, log: boolean): (number[] | Dot)[] {
  const known = points.get(one)
  if (known?.log === log) return known.data
  const colours = one.dotColours
  const data = Array.from({ length: one.x.length }, (_, i) => {
    const value = [one.x[i], log && !(one.y[i] > 0) ? NaN : one.y[i]]
    return colours ? { value, itemStyle: { color: colours[i] } } : value
  })
  points.set(one, { log, data })
  return data
}

function axisOption(
  axis: Axis & { isX: boolean; note?: string },
  range: readonly [number, number],
  log: boolean,
  theme: ChartTheme,
  ticks: number[],
) {
  const isX = axis.isX
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 0
  return {
    type: log ? 'log' : 'value',
    min: range[0],
    max: range[1],
    name: [axis.name, axis.unit && `{unit|${formatUnit(axis.unit)}}`, axis.note && `{unit|${axis.note}}`]
      .filter(Boolean)
      .join('  '),
    nameLocation: 'middle',
    nameGap: isX ? 24 : 56,
    nameTextStyle: { color: theme.quiet, fontSize: 11, rich: { unit: { color: theme.faint, fontSize: 11 } } },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: true, customValues: ticks, lineStyle: { color: theme.lineStrong }, length: 4 },
    axisLabel: {
      color: theme.quiet,
      fontSize: 11,
      customValues: ticks,
      formatter: (value: number) => axis.labels?.[value] ?? formatTick(value, step),
      hideOverlap: true,
    },
    splitLine: { show: false },
  }
}

/** Width of a name along a line, with the space beside it, CSS pixels. */
const nameWidth = 16

/**
 * On which side of its line the name of each mark stands: on the left, or on the right if there is the axis or another line on
 * its left, and none on its right.
 * @param places of the lines from the axis, CSS pixels
 */
function sidesOf(places: readonly number[]): ('left' | 'right')[] {
  const isFree = (from: number, line: number) =>
    places.every((other, i) => i === line || other <= from || other >= from + nameWidth)
  return places.map((place, line) => {
    if (place < nameWidth) return 'right'
    return isFree(place - nameWidth, line) || !isFree(place, line) ? 'left' : 'right'
  })
}

/**
 * Vertical lines with their names written along them, above the curves, and truncated to the height of the drawing.
 * @param placeOf distance of a value from the vertical axis, CSS pixels
 * @param length space for the longest name, CSS pixels
 */
function marksOption(
  marks: readonly Mark[],
  { colourOf, placeOf, length }: { colourOf: (mark: Mark) => string; placeOf: (x: number) => number; length: number },
  theme: ChartTheme,
) {
  if (marks.length === 0) return []
  const sides = sidesOf(marks.map(({ x }) => placeOf(x)))
  const data = marks.map((mark, i) => ({
    xAxis: mark.x,
    lineStyle: { color: colourOf(mark), type: [2, 3], width: 1.4 },
    label: {
      show: true,
      formatter: mark.name,
      position: sides[i] === 'left' ? 'insideEndTop' : 'insideEndBottom',
      width: length,
      overflow: 'truncate',
      color: colourOf(mark),
      fontSize: 11,
      fontFamily: theme.font,
      textBorderColor: theme.surface,
      textBorderWidth: 2,
    },
  }))
  return [
    {
      type: 'line',
      name: '',
      data: [],
      silent: true,
      z: 4,
      markLine: { silent: true, symbol: 'none', animation: false, data },
    },
  ]
}

/** The complete ECharts option of a chart of curves. */
export function chartOption(
  { series, x, y, marks = [], logX = false, logY = false, size, view }: ChartContent,
  theme: ChartTheme,
): EChartsCoreOption {
  const xRange =
    view?.x ??
    extentOf(
      series.map((one) => one.x),
      logX,
    )
  const negatives = logY
    ? series.map((one) => ({ one, points: negativesOf(one) })).filter(({ points }) => points[0])
    : []
  const [low, high] = extentOf(
    [
      ...series.flatMap(({ y, band }) => (band ? [y, band.low, band.high] : [y])),
      ...negatives.map(({ points }) => points.map(([, magnitude]) => magnitude)),
    ],
    logY,
  )
  const from = logY && y.least !== undefined && y.least < high ? Math.max(low, y.least) : low
  const [least, most] = y.bounds ?? [-Infinity, Infinity]
  const yRange = view?.y ?? padded([Math.max(least, from), Math.min(most, high)], logY, 0.05)
  const ticks = (axis: Axis, range: readonly [number, number], count: number, log: boolean) =>
    axis.labels?.map((_, i) => i) ??
    ticksOf(range, Math.max(2, count), log).filter((tick) => !axis.whole || Number.isInteger(tick))
  const plot = {
    width: (size?.width ?? 700) - chartGrid.left - chartGrid.right,
    height: (size?.height ?? 300) - chartGrid.top - chartGrid.bottom,
  }
  const xTicks = ticks(x, xRange, plot.width / 64, logX)
  const yTicks = ticks(y, yRange, plot.height / 42, logY)
  const crowded = series.length > 12
  const colourOf = ({ colour }: { colour: number }) => theme.series[colour % theme.series.length]
  const grid = (at: 'xAxis' | 'yAxis') => (value: number) => ({ [at]: value })
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, color: theme.text },
    color: theme.series,
    grid: chartGrid,
    xAxis: axisOption({ ...x, isX: true }, xRange, logX, theme, xTicks),
    yAxis: axisOption({ ...y, isX: false, note: negatives.length > 0 ? signNote : '' }, yRange, logY, theme, yTicks),
    series: [
      ...series.filter(({ band }) => band).map((one) => bandOption(one, colourOf(one), logY ? yRange[0] : undefined)),
      ...series.map((one) => {
        const colour = colourOf(one)
        return {
          type: 'line',
          name: one.name,
          data: pointsOf(one, logY),
          step: one.stepped ? 'middle' : false,
          showSymbol: one.dotted || one.x.length === 1,
          showAllSymbol: true,
          symbol: 'circle',
          symbolSize: 5,
          sampling: one.stepped || one.dotted ? undefined : 'lttb',
          color: colour,
          lineStyle: {
            color: colour,
            width: one.dotted ? 0 : one.bold ? (crowded ? 1 : 2.4) : 1,
            type: one.dashed ? [5, 3] : 'solid',
            opacity: one.faint ? 0.25 : one.bold ? 1 : 0.85,
          },
          silent: true,
          emphasis: { disabled: true },
          clip: true,
          z: one.faint ? 1 : one.bold ? 3 : 2,
        }
      }),
      ...negatives.map(({ one, points }) => negativeOption(one, points, colourOf(one))),
      ...marksOption(
        marks.filter(({ x: at }) => at >= xRange[0] && at <= xRange[1]),
        {
          colourOf,
          placeOf: (at) => shareOf({ log: logX, range: xRange }, at) * plot.width,
          length: plot.height - 24,
        },
        theme,
      ),
      {
        type: 'line',
        name: '',
        data: [],
        silent: true,
        markLine: {
          silent: true,
          z: 0,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: theme.line, type: 'solid', width: 1 },
          data: [...xTicks.map(grid('xAxis')), ...yTicks.map(grid('yAxis'))],
        },
        z: 0,
      },
    ],
  }
}
