import { computed, ref } from 'vue'
import type { Ref } from 'vue'

/** The part of both axes that is shown. */
export interface View {
  x: readonly [number, number]
  y: readonly [number, number]
}

/** A drag shorter than this in both directions is a click, CSS pixels. */
const leastDrag = 6

/**
 * The box dragged over a chart to zoom in.
 * @param valueAt values on the axes at a position in the plot, CSS pixels
 * @param zoom called with the part of the axes inside the box on release
 */
export function useZoomBox(
  plot: Readonly<Ref<HTMLElement | null>>,
  valueAt: (x: number, y: number) => [number, number] | undefined,
  zoom: (view: View) => void,
) {
  const box = ref<{ x0: number; y0: number; x1: number; y1: number } | null>(null)
  const here = (event: PointerEvent) => {
    const frame = plot.value!.getBoundingClientRect()
    return { x: event.clientX - frame.left, y: event.clientY - frame.top }
  }
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return
    const { x, y } = here(event)
    box.value = { x0: x, y0: y, x1: x, y1: y }
  }
  const stretch = (event: PointerEvent) => {
    if (!box.value) return
    const { x, y } = here(event)
    box.value = { ...box.value, x1: x, y1: y }
  }
  const end = () => {
    const drawn = box.value
    box.value = null
    if (!drawn || Math.abs(drawn.x1 - drawn.x0) < leastDrag || Math.abs(drawn.y1 - drawn.y0) < leastDrag) return
    const low = valueAt(Math.min(drawn.x0, drawn.x1), Math.max(drawn.y0, drawn.y1))
    const high = valueAt(Math.max(drawn.x0, drawn.x1), Math.min(drawn.y0, drawn.y1))
    if (low && high) zoom({ x: [low[0], high[0]], y: [low[1], high[1]] })
  }
  const cancel = () => {
    box.value = null
  }
  /** Where the box is drawn; null while nothing is dragged. */
  const boxStyle = computed(() => {
    if (!box.value) return null
    const { x0, y0, x1, y1 } = box.value
    return {
      left: `${Math.min(x0, x1)}px`,
      top: `${Math.min(y0, y1)}px`,
      width: `${Math.abs(x1 - x0)}px`,
      height: `${Math.abs(y1 - y0)}px`,
    }
  })
  return { boxStyle, begin, stretch, end, cancel }
}
