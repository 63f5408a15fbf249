import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { onBeforeUnmount } from 'vue'
import type { Ref } from 'vue'
import { chartTheme } from './theme.ts'
import type { ChartTheme } from './theme.ts'
import { useRedrawing } from './use-redrawing.ts'
import type { Size } from './use-redrawing.ts'

echarts.use([CustomChart, LineChart, GridComponent, MarkLineComponent, CanvasRenderer, SVGRenderer])

interface Drawing<Content> {
  content: () => Content
  /** The ECharts option to draw. */
  option: (content: Content, theme: ChartTheme, size: Size) => EChartsCoreOption
  /** A change of one of these is drawn at once rather than throttled like new numbers. */
  atOnce?: (content: Content) => readonly unknown[]
}

/** Keeps one ECharts drawing in an element, in the element's size and the theme's colours. */
export function useDrawing<Content>(
  element: Readonly<Ref<HTMLElement | null>>,
  { content, option, atOnce }: Drawing<Content>,
) {
  let chart: EChartsType | null = null
  const { sizeOf } = useRedrawing(element, {
    content,
    atOnce,
    draw(shown, theme, size) {
      chart ??= echarts.init(element.value!, null, { renderer: 'canvas' })
      if (chart.getWidth() !== size.width || chart.getHeight() !== size.height) chart.resize()
      chart.setOption(option(shown, theme, size), { replaceMerge: ['series'] })
      chart.getZr().flush()
    },
  })
  onBeforeUnmount(() => {
    chart?.dispose()
    chart = null
  })

  /** A second, temporary chart that renders the saved picture. */
  const toSvg = () => {
    const [theme, size] = [chartTheme(), sizeOf()]
    const one = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
    one.setOption({ ...option(content(), theme, size), backgroundColor: theme.surface })
    const svg = one.renderToSVGString()
    one.dispose()
    return svg
  }
  return {
    chart: () => chart,
    /** The picture as a data URL. */
    toPng: () => chart?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: chartTheme().surface }),
    toSvg,
  }
}
