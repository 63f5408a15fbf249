import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { axisOption, type Axis } from './axis.ts'
import { bandSeries, faintSeries, markSeries } from './drawn-series.ts'
import { embed } from './embed.ts'
import type { Line, Mark } from './line.ts'
import { printColour, printPalette } from '../../src-shared/colour/palette.ts'
import { ink, page, typeSize, type Part } from './svg.ts'
import { familyStack, widthOfText } from './typeface.ts'

export type { Axis } from './axis.ts'

echarts.use([CustomChart, LineChart, ScatterChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer])
// Without a canvas, ECharts would only guess text widths.
echarts.setPlatformAPI({
  measureText: (text, font = '') => ({
    width: widthOfText(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12), /bold/.test(font) ? 'bold' : 'normal'),
  }),
})

export interface Panel {
  title: string
  x: Axis
  y: Axis
  lines: readonly Line[]
  marks?: readonly Mark[]
}

/** Pixels around a panel for its title, numbers and labels. */
const margin = { left: 76, right: 16, top: 40, bottom: 52 }
/**
 * Sizes of the legend at the bottom, in pixels: height of a row, width of an entry without its name, margin at the
 * sides.
 */
const legendSize = { row: 28, entry: 28 + 5 + 18, side: 10 }
/** Extra room, relative to a name's width: without the typeface, a page shows the name in a wider one. */
const legendRoom = 0.2
const widthOfName = (name: string) => widthOfText(name, typeSize.label)

interface Layout {
  /** Size of one panel with its labels, in pixels. */
  size?: { width: number; height: number }
  /** Panels per row. */
  columns?: number
}

/** Panels of lines side by side, with one legend below, as a page of SVG (white, for print). */
export const drawLines = (panels: readonly Panel[], layout: Layout = {}): string => page([linePart(panels, layout)])

/** Panels of lines as a part of a figure. */
export function linePart(
  panels: readonly Panel[],
  { size = { width: 420, height: 320 }, columns = panels.length }: Layout = {},
): Part {
  const rows = Math.ceil(panels.length / columns)
  const width = columns * size.width
  const names = legend(panels)
  const dotted = new Set(panels.flatMap(({ lines }) => lines.filter(hasSymbols).map(({ name }) => name)))
  const legendHeight = names.length > 0 ? legendRows(names, width - 2 * legendSize.side) * legendSize.row + 12 : 0
  const height = rows * size.height + legendHeight
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const corner = (i: number) => ({ x: (i % columns) * size.width, y: Math.floor(i / columns) * size.height })
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: familyStack, color: ink },
      color: [...printPalette],
      legend: {
        bottom: 8,
        left: 'center',
        width: width - 2 * legendSize.side,
        itemWidth: 28,
        itemHeight: 8,
        itemGap: 18,
        textStyle: { fontSize: typeSize.label, color: ink, fontFamily: familyStack },
        data: names.map((name) => ({
          name,
          // The padding only takes effect with a background.
          textStyle: { padding: [0, legendRoom * widthOfName(name), 0, 0], backgroundColor: 'transparent' },
          ...(dotted.has(name) ? {} : { itemStyle: { opacity: 0 } }),
        })),
      },
      title: panels.map(({ title }, i) => ({
        text: title,
        left: corner(i).x + margin.left,
        top: corner(i).y + 12,
        padding: 0,
        textStyle: { fontSize: typeSize.title, fontWeight: 'bold', color: ink, fontFamily: familyStack },
      })),
      grid: panels.map((_, i) => ({
        left: corner(i).x + margin.left,
        top: corner(i).y + margin.top,
        width: size.width - margin.left - margin.right,
        height: size.height - margin.top - margin.bottom,
      })),
      xAxis: panels.map(({ x }, i) => ({ gridIndex: i, nameGap: 30, ...axisOption(x) })),
      yAxis: panels.map(({ y }, i) => ({ gridIndex: i, nameGap: 54, ...axisOption(y) })),
      series: panels.flatMap((panel, i) => panelSeries(panel, i)),
    })
    return { width, height, markup: embed(chart.renderToSVGString()) }
  } finally {
    chart.dispose()
  }
}

function panelSeries({ lines, marks = [], x, y }: Panel, index: number) {
  const axes = { xAxisIndex: index, yAxisIndex: index, silent: true }
  return [
    ...lines.map((line) => ({
      ...axes,
      type: line.dots ? ('scatter' as const) : ('line' as const),
      name: line.name,
      data: line.points.map(([px, py]) => [px, py]),
      symbol: hasSymbols(line) ? 'circle' : 'none',
      symbolSize: 5,
      // A dashed line stays visible on top of a bold one that it coincides with.
      z: line.stroke && line.stroke !== 'solid' ? 5 : line.bold ? 4 : 3,
      color: printColour(line.colour),
      ...(line.dots
        ? { itemStyle: { opacity: 0.6 } }
        : { lineStyle: { width: line.bold ? 2.2 : 1.6, type: line.stroke ?? 'solid' } }),
    })),
    ...lines.flatMap((line) => (line.band ? [{ ...axes, ...bandSeries(line, line.band, y) }] : [])),
    ...lines.flatMap((line) => (line.each ? [{ ...axes, ...faintSeries(line, line.each) }] : [])),
    ...marks.map((mark) => ({ ...axes, ...markSeries(mark, x, y) })),
  ]
}

const hasSymbols = ({ marked = false, dots = false }: Line) => marked || dots

const legend = (panels: readonly Panel[]) => [
  ...new Set(panels.flatMap(({ lines, marks = [] }) => [...lines, ...marks].map(({ name }) => name))),
]

/** Number of rows into which the legend breaks these names. */
function legendRows(names: readonly string[], width: number): number {
  let [rows, left] = [1, 0]
  for (const name of names) {
    const entry = legendSize.entry + (1 + legendRoom) * widthOfName(name)
    if (left > 0 && left + entry > width) {
      rows++
      left = 0
    }
    left += entry
  }
  return rows
}
