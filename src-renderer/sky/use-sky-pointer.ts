import type { ShallowRef } from 'vue'
import type { Position } from '../../src-shared/sky/position.ts'
import type { SkyScreen } from './sky-screen.ts'
import { zoomAbout } from './zoom-about.ts'

/** A press that moves more than this many pixels is a drag. */
const slack = 4
/** Wheel lines and pages in pixels. */
const wheelUnits = [1, 16, 400]
/** Wheel pixels that double the scale. */
const wheelOctave = 350

/**
 * The mouse on the sky: pointing, picking, and the wheel.
 * @param told `look` calls `cursor` again when the view moves under a resting cursor or the keyboard's cross
 */
export function useSkyPointer(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  screen: ShallowRef<SkyScreen | null>,
  told: { cursor: (position: Position | null) => void; pick: (position: Position) => void },
) {
  /** In pixels of the view; null while the mouse is elsewhere. */
  let mouse: readonly [number, number] | null = null
  let pressed: readonly [number, number] | null = null

  const pixelOf = ({ clientX, clientY }: MouseEvent) => {
    const box = root.value!.getBoundingClientRect()
    return [clientX - box.left, clientY - box.top] as const
  }
  const positionAt = (pixel: readonly [number, number]) => screen.value?.positionAt(...pixel) ?? null

  /** Reports the position under the mouse, or under the cross in the middle while the keyboard is used. */
  function look() {
    if (mouse) told.cursor(positionAt(mouse))
    else if (root.value?.matches(':focus-visible')) told.cursor(screen.value?.centre() ?? null)
  }
  return {
    look,
    pixelOf,
    listeners: {
      pointermove(event: PointerEvent) {
        mouse = pixelOf(event)
        look()
      },
      pointerleave() {
        mouse = null
        told.cursor(null)
        look()
      },
      pointerdown(event: PointerEvent) {
        pressed = event.button === 0 ? pixelOf(event) : null
      },
      pointerup(event: PointerEvent) {
        const pixel = pixelOf(event)
        const picked = pressed && Math.hypot(pixel[0] - pressed[0], pixel[1] - pressed[1]) <= slack
        pressed = null
        const position = picked ? positionAt(pixel) : null
        if (position) told.pick(position)
      },
      focus: look,
      blur() {
        if (!mouse) told.cursor(null)
      },
    },
    wheel(event: WheelEvent) {
      // A form over the sky scrolls.
      if ((event.target as Element).closest('form')) return
      event.preventDefault()
      event.stopPropagation()
      if (!screen.value?.moves) return
      const pixels = event.deltaY * wheelUnits[event.deltaMode]
      zoomAbout(screen.value, pixelOf(event), 2 ** (Math.max(-500, Math.min(500, pixels)) / wheelOctave))
    },
  }
}
