import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { chartOption } from './chart-option.ts'
import type { ChartContent } from './chart-option.ts'
import { chartTheme } from './theme.ts'

echarts.use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer, SVGRenderer])

/** Keeps one ECharts drawing in an element: drawn at most once a frame, sized as the element, coloured as the theme. */
export function useChart(element: Readonly<Ref<HTMLElement | null>>, content: () => ChartContent) {
  const appearance = useAppearance()
  let chart: EChartsType | null = null
  let frame = 0

  const draw = () => {
    frame = 0
    const size = { width: element.value?.clientWidth || 800, height: element.value?.clientHeight || 400 }
    chart?.setOption(chartOption({ ...content(), size }, chartTheme()), {
      notMerge: false,
      replaceMerge: ['series'],
      lazyUpdate: false,
    })
  }
  const drawSoon = () => {
    frame ||= requestAnimationFrame(draw)
  }
  const resized = new ResizeObserver(() => {
    chart?.resize()
    drawSoon()
  })
  onMounted(() => {
    if (!element.value) return
    chart = echarts.init(element.value, null, { renderer: 'canvas' })
    resized.observe(element.value)
    draw()
  })
  watch(() => [content(), appearance.theme], drawSoon, { flush: 'post' })
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame)
    resized.disconnect()
    chart?.dispose()
  })

  /** A position in the element (CSS pixels) as values on the axes. */
  const valueAt = (x: number, y: number) =>
    chart?.convertFromPixel({ gridIndex: 0 }, [x, y]) as [number, number] | undefined
  const toPng = () => chart?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: chartTheme().surface })
  const toSvg = () => {
    const size = { width: element.value?.clientWidth || 800, height: element.value?.clientHeight || 400 }
    const still = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
    still.setOption({ ...chartOption({ ...content(), size }, chartTheme()), backgroundColor: chartTheme().surface })
    const svg = still.renderToSVGString()
    still.dispose()
    return svg
  }
  return { valueAt, toPng, toSvg }
}
