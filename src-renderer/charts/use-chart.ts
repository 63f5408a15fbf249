import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { chartOption } from './chart-option.ts'
import type { ChartContent } from './chart-option.ts'
import { chartTheme } from './theme.ts'

echarts.use([CustomChart, LineChart, GridComponent, MarkLineComponent, CanvasRenderer, SVGRenderer])

/** Part of the time that redrawing may take while numbers come in, so that the page stays fluid. */
const DRAWING_SHARE = 0.2

/**
 * Keeps one ECharts drawing in an element, sized as the element and coloured as the theme. New numbers are drawn at most
 * once a frame, and the more seldom the longer a drawing takes; a new view, or another axis, is drawn at once.
 */
export function useChart(element: Readonly<Ref<HTMLElement | null>>, content: () => ChartContent) {
  const appearance = useAppearance()
  let chart: EChartsType | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let cost = 0

  const sizeOf = () => ({ width: element.value?.clientWidth || 800, height: element.value?.clientHeight || 400 })
  const draw = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    timer = undefined
    if (!chart) return
    const began = performance.now()
    chart.setOption(chartOption({ ...content(), size: sizeOf() }, chartTheme()), { replaceMerge: ['series'] })
    chart.getZr().flush()
    cost = performance.now() - began
  }
  const drawSoon = () => {
    const wait = cost < 8 ? 0 : cost / DRAWING_SHARE
    timer ??= setTimeout(() => (frame = requestAnimationFrame(draw)), wait)
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
  watch(content, drawSoon, { flush: 'post' })
  const atOnce = () => {
    const { view, logY, x, y } = content()
    return [view, logY, x.name, y.name, appearance.theme]
  }
  watch(atOnce, (now, before) => now.some((part, i) => part !== before[i]) && draw(), { flush: 'post' })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    resized.disconnect()
    chart?.dispose()
  })

  /** A position in the element (CSS pixels) as values on the axes. */
  const valueAt = (x: number, y: number) =>
    chart?.convertFromPixel({ gridIndex: 0 }, [x, y]) as [number, number] | undefined
  /** Place of an x on the axis, CSS pixels from the left. */
  const pixelOf = (x: number, y: number) =>
    (chart?.convertToPixel({ gridIndex: 0 }, [x, y]) as [number, number] | undefined)?.[0]
  const toPng = () => chart?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: chartTheme().surface })
  const toSvg = () => {
    const size = sizeOf()
    const still = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
    still.setOption({ ...chartOption({ ...content(), size }, chartTheme()), backgroundColor: chartTheme().surface })
    const svg = still.renderToSVGString()
    still.dispose()
    return svg
  }
  return { valueAt, pixelOf, toPng, toSvg }
}
