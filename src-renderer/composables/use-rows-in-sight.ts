import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { visibleRows } from './visible-rows.ts'

/** Tables of up to this many rows are rendered whole: that is fast enough. */
const alwaysDrawn = 40

/**
 * Which rows of a long table, of `rowHeight` pixels each, are visible in the element that scrolls it.
 * @returns `range`: rows [from, to), and the heights in pixels of the rows above and below; `reveal` scrolls to a row
 */
export function useRowsInSight(element: Readonly<Ref<HTMLElement | null>>, count: () => number, rowHeight: number) {
  let scroller: HTMLElement | null = null
  /** Assumes a short table until it is measured, so as not to render rows in vain. */
  const box = ref({ top: 0, height: 280 })
  const measure = () => {
    if (scroller) box.value = { top: scroller.scrollTop, height: scroller.clientHeight }
  }
  const resized = new ResizeObserver(measure)
  onMounted(() => {
    scroller = element.value!.parentElement
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement
    if (!scroller) return
    scroller.addEventListener('scroll', measure, { passive: true })
    resized.observe(scroller)
    measure()
  })
  onBeforeUnmount(() => {
    scroller?.removeEventListener('scroll', measure)
    resized.disconnect()
  })

  const range = computed(() => {
    if (count() <= alwaysDrawn) return { from: 0, to: count(), above: 0, below: 0 }
    const { from, to, above, total } = visibleRows(count(), 1, rowHeight, box.value.top, box.value.height)
    return { from, to, above, below: total - to * rowHeight }
  })
  /**
   * Scrolls a row into view, below a header as high as a row; false if all rows are rendered and the browser can scroll
   * itself.
   */
  const reveal = (index: number): boolean => {
    if (!scroller || count() <= alwaysDrawn) return false
    const top = index * rowHeight
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + 2 * rowHeight > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + 2 * rowHeight - scroller.clientHeight
    measure()
    return true
  }
  return { range, reveal }
}
