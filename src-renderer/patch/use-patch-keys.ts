import type { ShallowRef } from 'vue'
import type { PixelPoint } from '../../src-shared/sky/measure/region.ts'
import type { useDrawing } from './use-drawing.ts'

/**
 * Keys of a picture to measure: arrows move the cursor by a pixel (with Shift by ten) and Space sets a point there, so that
 * everything can be drawn without a pointer; Enter completes a polygon, Backspace takes back a corner, Escape the form;
 * + − 0 1 zoom, and letters do what is given.
 */
export function usePatchKeys({
  size,
  cursor,
  letters,
  drawing,
  isDrawing,
  zoom,
  fit,
  oneToOne,
}: {
  size: () => number
  cursor: ShallowRef<PixelPoint | null>
  letters: Readonly<Record<string, () => void>>
  drawing: Omit<ReturnType<typeof useDrawing>, 'draft' | 'release'>
  /** Whether a form is begun, which Escape gives up. */
  isDrawing: () => boolean
  zoom: (factor: number) => void
  fit: () => void
  oneToOne: () => void
}) {
  const at = (): PixelPoint => cursor.value ?? { column: size() >> 1, row: size() >> 1 }
  const within = (place: number) => Math.min(size() - 1, Math.max(0, Math.round(place)))
  const step = (right: number, up: number) => {
    const { column, row } = at()
    const point = { column: within(column + right), row: within(row + up) }
    cursor.value = point
    drawing.move(point)
  }
  const keys: Record<string, (by: number, near: number) => void> = {
    ArrowLeft: (by) => step(-by, 0),
    ArrowRight: (by) => step(by, 0),
    ArrowUp: (by) => step(0, by),
    ArrowDown: (by) => step(0, -by),
    ' ': () => {
      step(0, 0)
      drawing.press(at(), 0.5)
    },
    Enter: () => drawing.finish(),
    Backspace: () => drawing.back(),
    '+': () => zoom(1.5),
    '=': () => zoom(1.5),
    '-': () => zoom(1 / 1.5),
    '0': fit,
    '1': oneToOne,
    ...letters,
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // Without a form to give up, Escape closes the dialog.
    if (event.key === 'Escape' ? !isDrawing() : !keys[event.key]) return
    if (event.key === 'Escape') drawing.cancel()
    else keys[event.key](event.shiftKey ? 10 : 1, 0.5)
    event.preventDefault()
    event.stopPropagation()
  }
  return { onKey }
}
