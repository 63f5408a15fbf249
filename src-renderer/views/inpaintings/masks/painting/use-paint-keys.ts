import { useEventListener } from '@vueuse/core'
import type { useMaskPainting } from './use-mask-painting.ts'

/**
 * Keys of the painter, wherever its focus is: letters choose the tool, E turns the eraser on and off, I inverts, [ and ]
 * change the width of the brush, Ctrl or Cmd with Z and Y undo and redo. Fields for text keep their keys.
 */
export function usePaintKeys(painting: ReturnType<typeof useMaskPainting>) {
  const keys: Record<string, () => void> = {
    b: () => painting.choose('brush'),
    r: () => painting.choose('rectangle'),
    d: () => painting.choose('disc'),
    p: () => painting.choose('polygon'),
    m: () => painting.choose('move'),
    e: () => (painting.erasing.value = !painting.erasing.value),
    i: painting.invert,
    '[': () => painting.resize(1 / 1.25),
    ']': () => painting.resize(1.25),
  }
  const held: Record<string, () => void> = { z: painting.undo, Z: painting.redo, y: painting.redo }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const field = event.target
    if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== 'checkbox')) return
    if (event.altKey) return
    const act = event.ctrlKey || event.metaKey ? held[event.key] : keys[event.key]
    if (!act) return
    act()
    event.preventDefault()
  })
}
