import type { Line } from '../../src-shared/sky/measure/line-profile.ts'
import type { PixelPoint, Region } from '../../src-shared/sky/measure/region.ts'
import { placeOf, type Box, type Viewport } from './viewport.ts'

/** What is drawn on a picture to measure it. */
export type Form = ({ kind: 'line' } & Line) | Region
export type Tool = Form['kind']

/** A form that is measured. Its name is a letter: A, B, ..., Z, A2, ... */
export interface Shape {
  name: string
  form: Form
}

/** The next free name. */
export function nextName(shapes: readonly Shape[]): string {
  for (let i = 0; ; i++) {
    const name = `${String.fromCharCode(65 + (i % 26))}${i < 26 ? '' : Math.floor(i / 26) + 1}`
    if (!shapes.some((shape) => shape.name === name)) return name
  }
}

/** The form of a drag from one point to another; a disc grows about the first one. */
export function formBetween(tool: Exclude<Tool, 'polygon'>, from: PixelPoint, to: PixelPoint): Form {
  if (tool !== 'disc') return { kind: tool, from, to }
  return { kind: 'disc', centre: from, radius: Math.hypot(to.column - from.column, to.row - from.row) }
}

/** Whether a form is a region: it has pixels, of which there are statistics. */
export const isRegion = (form: Form): form is Region => form.kind !== 'line'

/** Outline of a form as an SVG path, in CSS pixels of the box. */
export function pathOf(form: Form, view: Viewport, box: Box): string {
  const at = (point: PixelPoint) => {
    const { x, y } = placeOf(view, box, point)
    return `${round(x)} ${round(y)}`
  }
  if (form.kind === 'line') return `M${at(form.from)}L${at(form.to)}`
  if (form.kind === 'polygon') return `${form.corners.map((corner, i) => `${i ? 'L' : 'M'}${at(corner)}`).join('')}Z`
  if (form.kind === 'rectangle') {
    const { from, to } = form
    const corners = [from, { ...from, column: to.column }, to, { ...to, column: from.column }]
    return `M${corners.map(at).join('L')}Z`
  }
  const { centre, radius } = form
  const [west, east] = [-radius, radius].map((by) => at({ ...centre, column: centre.column + by }))
  const r = round(radius * view.zoom)
  return `M${west}A${r} ${r} 0 1 0 ${east}A${r} ${r} 0 1 0 ${west}Z`
}

/** Where the name of a form stands: its first point, or the top of a disc. */
export function labelPoint(form: Form): PixelPoint {
  if (form.kind === 'disc') return { ...form.centre, row: form.centre.row + form.radius }
  return form.kind === 'polygon' ? form.corners[0] : form.from
}

const round = (value: number) => Math.round(value * 10) / 10
