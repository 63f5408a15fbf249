import { computed, shallowRef, type ShallowRef } from 'vue'
import type { Position } from '../../src-shared/sky/position.ts'
import { copyText } from '../composables/copy-text.ts'
import { formatPosition } from './format-position.ts'
import type { SkyScreen } from './sky-screen.ts'

/**
 * The menu of a position of the sky.
 * @param pixelOf where an event was, pixels of the view
 * @param cut cuts a patch at the position; null where that is not offered
 */
export function useSkyMenu(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  screen: ShallowRef<SkyScreen | null>,
  pixelOf: (event: MouseEvent) => readonly [number, number],
  cut: () => ((position: Position) => void) | null,
) {
  /** Where it was opened: pixels of the view, and the sky position there. */
  const menu = shallowRef<{ x: number; y: number; position: Position | null } | null>(null)
  function openMenu(event: MouseEvent) {
    if (!screen.value) return
    // The menu key opens it at the cross in the middle.
    const byKey = event.button !== 2
    const { width, height } = root.value!.getBoundingClientRect()
    const [x, y] = byKey ? [width / 2, height / 2] : pixelOf(event)
    menu.value = { x, y, position: byKey ? screen.value.centre() : screen.value.positionAt(x, y) }
  }
  const entries = computed(() => {
    const position = menu.value?.position
    const cutHere = cut()
    const here = position && [
      { label: 'Copy position', act: () => void copyText(formatPosition(position)) },
      ...(cutHere ? [{ label: 'Cut a patch here', act: () => cutHere(position) }] : []),
      ...(screen.value?.moves ? [{ label: 'Centre here', act: () => screen.value?.goTo(position) }] : []),
    ]
    return [...(here ?? []), { label: 'Reset view', act: () => screen.value?.wholeSky() }]
  })
  function closeMenu() {
    menu.value = null
    root.value?.focus({ preventScroll: true })
  }
  return { menu, entries, openMenu, closeMenu }
}
