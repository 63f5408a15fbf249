import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

echarts.use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer])

export interface Axis {
  /** Quantity and unit. */
  label: string
  scale: 'linear' | 'log'
  /** Ends of the axis; by default the data's, rounded. */
  range?: readonly [number, number]
}

export interface Line {
  /** Lines of one name share an entry of the legend, whatever panel they are in. */
  name: string
  /** Place in the palette; lines of one colour and different dashes belong together. */
  colour: number
  stroke?: 'solid' | 'dashed' | 'dotted'
  /** Marks every point, for few of them. */
  marked?: boolean
  /** (x, y), in ascending x. */
  points: readonly (readonly [number, number])[]
}

export interface Panel {
  title: string
  x: Axis
  y: Axis
  lines: readonly Line[]
}

/** Okabe & Ito's palette for print, told apart with any colour vision; yellow is left out for white paper. */
export const palette = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const

const type = 'Helvetica, Arial, sans-serif'
const ink = '#222222'
const rule = '#dddddd'
/** Pixels around a panel for its title, numbers and labels. */
const margin = { left: 76, right: 16, top: 40, bottom: 52 }
/** Pixels of the legend below all: of a row, of an entry without its name, and of a letter on the average. */
const legendSize = { row: 28, entry: 46, letter: 7 }

/**
 * Panels of lines side by side, with one legend, as a page of SVG (white, for print).
 * @param size of one panel with its labels, in pixels
 * @param columns panels in a row
 */
export function drawLines(
  panels: readonly Panel[],
  { size = { width: 420, height: 320 }, columns = panels.length } = {},
): string {
  const rows = Math.ceil(panels.length / columns)
  const width = columns * size.width
  const names = legend(panels)
  const legendRows = Math.ceil(
    names.reduce((sum, name) => sum + legendSize.entry + legendSize.letter * name.length, 0) / width,
  )
  const height = rows * size.height + legendRows * legendSize.row + 12
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const corner = (i: number) => ({ x: (i % columns) * size.width, y: Math.floor(i / columns) * size.height })
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: type, color: ink },
      color: [...palette],
      legend: { bottom: 8, itemWidth: 28, itemGap: 18, textStyle: { fontSize: 13, color: ink }, data: names },
      title: panels.map(({ title }, i) => ({
        text: title,
        left: corner(i).x + margin.left,
        top: corner(i).y + 10,
        textStyle: { fontSize: 14, fontWeight: 'bold', color: ink, fontFamily: type },
      })),
      grid: panels.map((_, i) => ({
        left: corner(i).x + margin.left,
        top: corner(i).y + margin.top,
        width: size.width - margin.left - margin.right,
        height: size.height - margin.top - margin.bottom,
      })),
      xAxis: panels.map(({ x }, i) => ({ gridIndex: i, nameGap: 30, ...axis(x) })),
      yAxis: panels.map(({ y }, i) => ({ gridIndex: i, nameGap: 54, ...axis(y) })),
      series: panels.flatMap(({ lines }, i) =>
        lines.map((line) => ({
          type: 'line',
          name: line.name,
          xAxisIndex: i,
          yAxisIndex: i,
          data: line.points.map(([x, y]) => [x, y]),
          symbol: line.marked ? 'circle' : 'none',
          symbolSize: 5,
          color: palette[line.colour % palette.length],
          lineStyle: { width: 1.8, type: line.stroke ?? 'solid' },
        })),
      ),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

const axis = ({ label, scale, range }: Axis) => ({
  type: scale === 'log' ? ('log' as const) : ('value' as const),
  name: label,
  nameLocation: 'middle' as const,
  nameTextStyle: { fontSize: 13, color: ink },
  axisLabel: { fontSize: 12, color: ink },
  axisLine: { show: true, lineStyle: { color: ink } },
  axisTick: { show: true },
  splitLine: { lineStyle: { color: rule } },
  ...(range ? { min: range[0], max: range[1] } : { scale: true }),
})

const legend = (panels: readonly Panel[]) => [...new Set(panels.flatMap(({ lines }) => lines.map(({ name }) => name)))]
