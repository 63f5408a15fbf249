import { computed, ref, shallowRef } from 'vue'
import { pixelsInside, type PixelPoint } from '../../../../../src-shared/sky/measure/region.ts'
import { pixelsOfStroke } from '../../../../../src-shared/sky/masks/stroke.ts'
import { isRegion, type Form } from '../../../../patch/shapes.ts'
import { useDrawing } from '../../../../patch/use-drawing.ts'
import { useMaskHistory } from './use-mask-history.ts'

export type PaintTool = 'brush' | 'rectangle' | 'disc' | 'polygon' | 'move'

/**
 * Paints holes into a mask, or away from it, with a brush or by forms; every stroke and form is one step that can be
 * undone.
 * @param size pixels on a side
 * @param begin the mask to begin with
 */
export function useMaskPainting(size: number, begin: Uint8Array) {
  const tool = ref<PaintTool>('brush')
  const erasing = ref(false)
  /** Width of the brush in pixels. */
  const width = ref(Math.max(1, Math.round(size / 16)))
  const history = useMaskHistory(begin)
  const cursor = shallowRef<PixelPoint | null>(null)

  const painted = (mask: Uint8Array, pixels: ArrayLike<number>) => {
    const next = mask.slice()
    for (let i = 0; i < pixels.length; i++) next[pixels[i]] = erasing.value ? 1 : 0
    return next
  }
  const add = (form: Form) => {
    if (isRegion(form)) history.change(painted(history.mask.value, pixelsInside(form, { width: size, height: size })))
  }
  const forms = useDrawing(() => (tool.value === 'brush' || tool.value === 'move' ? null : tool.value), add)

  /** The stroke being painted: the mask before it, and where the brush is. */
  const stroke = shallowRef<{ before: Uint8Array; at: PixelPoint } | null>(null)
  const brushTo = (point: PixelPoint) => {
    const from = stroke.value!
    history.mask.value = painted(history.mask.value, pixelsOfStroke(from.at, point, width.value / 2, size))
    stroke.value = { ...from, at: point }
  }
  const lift = () => {
    if (!stroke.value) return
    const { before } = stroke.value
    stroke.value = null
    history.change(history.mask.value, before)
  }
  const cancel = () => {
    forms.cancel()
    if (!stroke.value) return
    history.mask.value = stroke.value.before
    stroke.value = null
  }
  const drawing = {
    /** What would be painted at the cursor: the form being drawn, or the brush. */
    draft: computed<Form | null>(() => {
      if (tool.value !== 'brush') return forms.draft.value
      return cursor.value && { kind: 'disc', centre: cursor.value, radius: width.value / 2 }
    }),
    press(point: PixelPoint, near: number) {
      if (tool.value !== 'brush') return forms.press(point, near)
      // With keys, a stroke begins at one press and ends at the next.
      if (stroke.value) return lift()
      stroke.value = { before: history.mask.value, at: point }
      brushTo(point)
    },
    move(point: PixelPoint) {
      if (stroke.value) brushTo(point)
      else forms.move(point)
    },
    release(point: PixelPoint, near: number) {
      if (stroke.value) lift()
      else forms.release(point, near)
    },
    finish: forms.finish,
    back: forms.back,
    cancel,
  }

  const choose = (next: PaintTool) => {
    cancel()
    tool.value = next
  }
  /** Hides what another mask hides, too. */
  const addHoles = (other: ArrayLike<number>) => history.change(history.mask.value.map((pixel, i) => pixel & other[i]))
  const invert = () => history.change(history.mask.value.map((pixel) => 1 - pixel))
  const clear = () => history.change(new Uint8Array(size * size).fill(1))
  /** Changes the width of the brush by a factor, and by at least a pixel. */
  const resize = (factor: number) => {
    const next = Math.round(width.value * factor)
    const other = next === width.value ? next + Math.sign(factor - 1) : next
    width.value = Math.min(size, Math.max(1, other))
  }
  /** Whether a stroke or a form is begun, which Escape gives up. */
  const isDrawing = computed(() => stroke.value !== null || forms.draft.value !== null)
  return { ...history, tool, erasing, width, cursor, drawing, isDrawing, choose, addHoles, invert, clear, resize }
}
