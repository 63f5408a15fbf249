import { ref, shallowRef } from 'vue'
import type { PixelPoint } from '../../src-shared/sky/measure/region.ts'
import { formBetween, type Form, type Tool } from './shapes.ts'

/**
 * Draws a form with a pointer or keys: press and drag, or press at each end. A polygon gets a corner at each press, and
 * is complete at a press on its first or last one, or with Enter.
 * @param tool the form to draw; null for none
 * @param done is given a complete form
 */
export function useDrawing(tool: () => Tool | null, done: (form: Form) => void) {
  /** The form as it would be with the cursor as its last point. */
  const draft = shallowRef<Form | null>(null)
  /** The kind being drawn, and the points that are fixed. */
  const drawing = ref<{ kind: Tool; points: PixelPoint[] } | null>(null)

  const cancel = () => {
    drawing.value = null
    draft.value = null
  }
  const complete = (form: Form) => {
    cancel()
    done(form)
  }
  const form = (kind: Tool, points: readonly PixelPoint[], last: PixelPoint): Form =>
    kind === 'polygon' ? { kind, corners: [...points, last] } : formBetween(kind, points[0], last)

  /** @param near how close two points count as one, in pixels */
  const press = (point: PixelPoint, near: number) => {
    const kind = tool()
    if (!kind) return
    if (drawing.value?.kind !== kind) {
      drawing.value = { kind, points: [point] }
      draft.value = form(kind, [point], point)
      return
    }
    const { points } = drawing.value
    if (kind !== 'polygon') return complete(form(kind, points, point))
    const closes = [points[0], points.at(-1)!].some((corner) => apart(corner, point) <= near)
    if (!closes) drawing.value = { kind, points: [...points, point] }
    else finish()
  }
  const move = (point: PixelPoint) => {
    if (drawing.value) draft.value = form(drawing.value.kind, drawing.value.points, point)
  }
  /** Ends a drag; a press without one leaves the form open for the second press. */
  const release = (point: PixelPoint, near: number) => {
    if (!drawing.value || drawing.value.kind === 'polygon') return
    const { kind, points } = drawing.value
    if (apart(points[0], point) > near) complete(form(kind, points, point))
  }
  /** Completes a polygon that has three corners. */
  const finish = () => {
    if (drawing.value?.kind !== 'polygon') return
    const { points: corners } = drawing.value
    if (corners.length >= 3) complete({ kind: 'polygon', corners })
  }
  /** Takes back the last corner, or the whole form. */
  const back = () => {
    if (!drawing.value) return
    const points = drawing.value.points.slice(0, -1)
    if (points.length === 0) return cancel()
    drawing.value = { ...drawing.value, points }
    draft.value = form(drawing.value.kind, points, points.at(-1)!)
  }
  return { draft, press, move, release, finish, back, cancel }
}

const apart = (a: PixelPoint, b: PixelPoint) => Math.hypot(a.column - b.column, a.row - b.row)
