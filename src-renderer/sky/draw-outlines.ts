import type { SplitName } from '../../src-preload/contract/datasets.ts'
import { drawCentres } from './draw-centres.ts'
import { inStyles } from './outline-styles.ts'
import { outline } from '../../src-shared/sky/outline.ts'
import type { Place, Position } from '../../src-shared/sky/position.ts'
import type { Project } from './sky-screen.ts'
import type { OutlineStyle } from './split-style.ts'

export interface Outlined extends Place {
  split: SplitName
  /** Colour of the patch's value, #rrggbb, instead of its split's; null if it has no value. */
  colour?: string | null
}

/** The overlay of the sky. Widths of squares in degrees. */
export interface Overlay {
  patches: readonly Outlined[]
  width: number
  selected: Outlined | null
  /** The patch under the cursor, and what is said of it. */
  hovered?: { patch: Outlined; label: string } | null
  /** A patch about to be cut. */
  square: (Position & { width: number }) | null
}

export interface OverlayView {
  project: Project
  /** Pixels. */
  size: readonly [number, number]
  /** Degrees across the view. */
  fov: number
}

/**
 * Adds closed outlines to the path; a side longer than half the view wraps around the edge of the sky and is skipped.
 */
function trace(context: CanvasRenderingContext2D, outlines: readonly Position[][], view: OverlayView) {
  const points = outlines.flat()
  const xy = view.project(
    Float64Array.from(points, ({ lon }) => lon),
    Float64Array.from(points, ({ lat }) => lat),
  )
  const tooLong = view.size[0] / 2
  let first = 0
  for (const { length } of outlines) {
    let from = first + length - 1
    let joined = false
    for (let to = first; to < first + length; from = to++) {
      const [x0, y0, x1, y1] = [xy[2 * from], xy[2 * from + 1], xy[2 * to], xy[2 * to + 1]]
      const drawn = Math.abs(x1 - x0) < tooLong && Number.isFinite(y1 - y0)
      if (drawn && !joined) context.moveTo(x0, y0)
      if (drawn) context.lineTo(x1, y1)
      joined = drawn
    }
    first += length
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  outlines: readonly Position[][],
  view: OverlayView,
  { colour, width, dash }: OutlineStyle,
  bordered = true,
) {
  context.beginPath()
  trace(context, outlines, view)
  if (bordered) {
    // A dark border keeps the line visible on a bright sky.
    context.setLineDash([])
    context.strokeStyle = 'rgb(0 0 0 / 55%)'
    context.lineWidth = width + 2
    context.stroke()
  }
  context.setLineDash(dash)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}

/** The corners, or more points, of all outlines of a set of patches: they stay the same while the view moves. */
interface Traced {
  width: number
  pointsPerSide: number
  outlines: Position[][]
}
const traced = new WeakMap<readonly Outlined[], Traced>()
function outlinesOf(patches: readonly Outlined[], width: number, pointsPerSide: number): Position[][] {
  const kept = traced.get(patches)
  if (kept?.width === width && kept.pointsPerSide === pointsPerSide) return kept.outlines
  const outlines = patches.map((one) => outline(one, width, pointsPerSide))
  traced.set(patches, { width, pointsPerSide, outlines })
  return outlines
}

/** The patches whose centre is in view, or near enough to reach into it, with their centres in pixels. */
function inSight(patches: readonly Outlined[], margin: number, view: OverlayView) {
  const xy = view.project(
    Float64Array.from(patches, ({ lon }) => lon),
    Float64Array.from(patches, ({ lat }) => lat),
  )
  return patches
    .map((patch, at) => ({ patch, at, x: xy[2 * at], y: xy[2 * at + 1] }))
    .filter(({ x, y }) => x > -margin && y > -margin && x < view.size[0] + margin && y < view.size[1] + margin)
}

/** Writes the name of a patch above its outline, or below where there is no room. */
function name(context: CanvasRenderingContext2D, sides: Position[], view: OverlayView, text: string) {
  const xy = Array.from(
    view.project(
      sides.map(({ lon }) => lon),
      sides.map(({ lat }) => lat),
    ),
  )
  const [xs, ys] = [0, 1].map((k) => xy.filter((value, i) => i % 2 === k && Number.isFinite(value)))
  if (xs.length === 0) return
  context.font = '12px system-ui, sans-serif'
  const width = context.measureText(text).width + 12
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2
  const left = Math.max(0, Math.min(view.size[0] - width, middle - width / 2))
  const above = Math.min(...ys) - 24
  const top = above > 0 ? above : Math.min(view.size[1] - 20, Math.max(...ys) + 4)
  context.fillStyle = 'rgb(20 22 26 / 85%)'
  context.fillRect(left, top, width, 20)
  context.fillStyle = '#ffffff'
  context.fillText(text, left + 6, top + 14)
}

/**
 * More patches than this, with sides below this many pixels, are drawn as marks: outlines would cover the sky like a
 * net.
 */
const crowded = { side: 30, count: 150 }
/** More outlines than this hide the sky: without their borders, which are half of the work, a drag stays fluid. */
const mostBordered = 1000
/** Above this side, in pixels, the curvature of a projected side is visible. */
const bent = 60

/**
 * Draws patches as outlines, or as marks at their centres if they are many and small; then the selected one and the
 * square about to be cut.
 */
export function drawOutlines(context: CanvasRenderingContext2D, overlay: Overlay, view: OverlayView) {
  const side = (overlay.width / view.fov) * view.size[0]
  const seen = inSight(overlay.patches, side * 1.5, view)
  context.save()
  context.lineJoin = 'round'
  if (side < crowded.side && seen.length > crowded.count) drawCentres(context, seen)
  else {
    const all = outlinesOf(overlay.patches, overlay.width, side < bent ? 1 : 4)
    for (const { style, members } of inStyles(seen))
      stroke(
        context,
        members.map(({ at }) => all[at]),
        view,
        style,
        seen.length <= mostBordered,
      )
  }
  if (overlay.hovered) {
    const sides = outline(overlay.hovered.patch, overlay.width, 6)
    stroke(context, [sides], view, { colour: '#ffffff', width: 2.5, dash: [] })
    name(context, sides, view, overlay.hovered.label)
  }
  if (overlay.selected)
    stroke(context, [outline(overlay.selected, overlay.width, 6)], view, { colour: '#ffd24d', width: 3, dash: [] })
  if (overlay.square)
    stroke(context, [outline(overlay.square, overlay.square.width, 6)], view, {
      colour: '#ffffff',
      width: 1.75,
      dash: [6, 4],
    })
  context.restore()
}
