import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { visibleRows } from './visible-rows.ts'

/** A table of up to this many rows is drawn whole: it is fast enough. */
const alwaysDrawn = 40

/**
 * Which rows of a long table, of `rowHeight` pixels each, are visible in the element that scrolls it.
 * @returns `range`: rows [from, to), and the pixels that those above and below them take; `reveal` scrolls to a row
 */
export function useRowsInSight(element: Readonly<Ref<HTMLElement | null>>, count: () => number, rowHeight: number) {
  let scroller: HTMLElement | null = null
  /** As of a low table, until it has been measured: a row too many is drawn for nothing. */
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
  /** Brings a row into sight, below a head as high as a row; false where all rows are drawn, and it is left to the browser. */
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
