import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'
import { useAside } from '../composables/use-aside.ts'
import { useAppearance } from '../stores/appearance.ts'
import { drawInTurn } from './draw-in-turn.ts'
import { chartTheme } from './theme.ts'
import type { ChartTheme } from './theme.ts'

/** Size of a drawing, CSS pixels. */
export interface Size {
  width: number
  height: number
}

interface Redrawing<Content> {
  content: () => Content
  draw: (content: Content, theme: ChartTheme, size: Size) => void
  /** A change of one of these is drawn at once rather than throttled like new numbers. */
  atOnce?: (content: Content) => readonly unknown[]
  /** Whether it queues with the other drawings that appear with it, so as not to block the page. */
  inTurn?: boolean
}

/** Fraction of the time that redrawing may take while numbers arrive, so that the page stays responsive. */
const DRAWING_SHARE = 0.2

/**
 * Draws into an element once it is mounted, and again when the content, the element's size or the theme changes. New
 * numbers are drawn at most once a frame, and less often the longer a drawing takes.
 * @returns the current size of the element
 */
export function useRedrawing<Content>(
  element: Readonly<Ref<HTMLElement | null>>,
  { content, draw, atOnce = () => [], inTurn = false }: Redrawing<Content>,
) {
  const appearance = useAppearance()
  let begun = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let cost = 0
  let drawnAt: Size = { width: 0, height: 0 }
  let leaveTurn = () => {}
  /** Whether something changed while the view was deactivated. */
  let stale = false
  const aside = useAside(() => {
    if (stale) leaveTurn = drawInTurn(() => (drawNow(), false), true)
  })

  const sizeOf = (): Size => ({ width: element.value?.clientWidth || 800, height: element.value?.clientHeight || 400 })
  const drawNow = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    timer = undefined
    stale = aside.value
    if (!begun || aside.value) return
    const start = performance.now()
    drawnAt = sizeOf()
    draw(content(), chartTheme(), drawnAt)
    cost = performance.now() - start
  }
  const drawSoon = () => {
    const wait = cost < 8 ? 0 : cost / DRAWING_SHARE
    timer ??= setTimeout(() => (frame = requestAnimationFrame(drawNow)), wait)
  }
  const resized = new ResizeObserver(() => {
    const { width, height } = sizeOf()
    // An observer first reports the current size, and a size of zero while the view is deactivated.
    const hidden = !element.value?.clientWidth || !element.value.clientHeight
    if (hidden || (width === drawnAt.width && height === drawnAt.height)) return
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(drawNow)
  })
  const begin = () => {
    if (element.value) {
      begun = true
      drawNow()
      resized.observe(element.value)
    }
    return false
  }
  onMounted(() => {
    if (inTurn) leaveTurn = drawInTurn(begin, true)
    else begin()
  })
  watch(content, drawSoon, { flush: 'post' })
  watch(
    () => [appearance.theme, ...atOnce(content())],
    (now, before) => now.some((part, i) => part !== before[i]) && drawNow(),
    { flush: 'post' },
  )
  onBeforeUnmount(() => {
    leaveTurn()
    begun = false
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    resized.disconnect()
  })
  return { sizeOf }
}
