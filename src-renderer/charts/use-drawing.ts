import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'
import { useAppearance } from '../stores/appearance.ts'
import { drawInTurn } from './draw-in-turn.ts'
import { chartTheme } from './theme.ts'
import type { ChartTheme } from './theme.ts'

echarts.use([CustomChart, LineChart, GridComponent, MarkLineComponent, CanvasRenderer, SVGRenderer])

/** Of a drawing, CSS pixels. */
export interface Size {
  width: number
  height: number
}

interface Drawing<Content> {
  content: () => Content
  /** What ECharts draws of it. */
  option: (content: Content, theme: ChartTheme, size: Size) => EChartsCoreOption
  /** What is drawn in a saved picture, where that is more: layers that lie over the drawing in the window. */
  still?: (content: Content, theme: ChartTheme, size: Size) => EChartsCoreOption
  /** A change of one of these is drawn at once, not with the numbers that come in. */
  atOnce?: (content: Content) => readonly unknown[]
  /** Whether it waits for its turn with others that come into the page with it, rather than holding up the page. */
  inTurn?: boolean
  /** Called after each drawing, for what lies over it. */
  drawn?: (content: Content, theme: ChartTheme, size: Size) => void
}

/** Part of the time that redrawing may take while numbers come in, so that the page stays fluid. */
const DRAWING_SHARE = 0.2

/**
 * Keeps one ECharts drawing in an element, sized as the element and coloured as the theme. New numbers are drawn at most
 * once a frame, and the more seldom the longer a drawing takes.
 */
export function useDrawing<Content>(
  element: Readonly<Ref<HTMLElement | null>>,
  { content, option, still = option, atOnce = () => [], inTurn = false, drawn }: Drawing<Content>,
) {
  const appearance = useAppearance()
  let chart: EChartsType | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let cost = 0
  let drawnAt: Size = { width: 0, height: 0 }
  let leaveTurn = () => {}

  const sizeOf = (): Size => ({ width: element.value?.clientWidth || 800, height: element.value?.clientHeight || 400 })
  const draw = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    timer = undefined
    if (!chart) return
    const began = performance.now()
    const [shown, theme, size] = [content(), chartTheme(), sizeOf()]
    chart.setOption(option(shown, theme, size), { replaceMerge: ['series'] })
    chart.getZr().flush()
    drawnAt = size
    drawn?.(shown, theme, size)
    cost = performance.now() - began
  }
  const drawSoon = () => {
    const wait = cost < 8 ? 0 : cost / DRAWING_SHARE
    timer ??= setTimeout(() => (frame = requestAnimationFrame(draw)), wait)
  }
  const resized = new ResizeObserver(() => {
    const { width, height } = sizeOf()
    // An observer begins by telling the size that there is, and tells of none of what is put aside.
    const aside = !element.value?.clientWidth || !element.value.clientHeight
    if (aside || (width === drawnAt.width && height === drawnAt.height)) return
    chart?.resize()
    drawSoon()
  })
  const begin = () => {
    if (!element.value) return
    chart = echarts.init(element.value, null, { renderer: 'canvas' })
    draw()
    resized.observe(element.value)
  }
  onMounted(() => {
    if (inTurn) leaveTurn = drawInTurn(begin)
    else begin()
  })
  watch(content, drawSoon, { flush: 'post' })
  watch(
    () => [appearance.theme, ...atOnce(content())],
    (now, before) => now.some((part, i) => part !== before[i]) && draw(),
    { flush: 'post' },
  )
  onBeforeUnmount(() => {
    leaveTurn()
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    resized.disconnect()
    chart?.dispose()
    chart = null
  })

  /** Another chart with the picture that is saved, as long as it is looked at. */
  const saved = <Made>(renderer: 'canvas' | 'svg', look: (chart: EChartsType) => Made): Made => {
    const [theme, size] = [chartTheme(), sizeOf()]
    const place = renderer === 'svg' ? null : document.createElement('div')
    const one = echarts.init(place, null, { renderer, ssr: renderer === 'svg', ...size })
    one.setOption({ ...still(content(), theme, size), backgroundColor: theme.surface })
    const made = look(one)
    one.dispose()
    return made
  }
  const pngOf = (one: EChartsType) =>
    one.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: chartTheme().surface })
  return {
    chart: () => chart,
    /** The picture as a data address. */
    toPng: () => (still === option ? chart && pngOf(chart) : saved('canvas', pngOf)) ?? undefined,
    toSvg: () => saved('svg', (one) => one.renderToSVGString()),
  }
}
