import type { SplitName } from '../../src-preload/contract/datasets.ts'
import { outline } from '../../src-shared/sky/outline.ts'
import type { Position } from '../../src-shared/sky/position.ts'
import type { Project } from './sky-screen.ts'
import { splitNames, splitStyles } from './split-style.ts'

export interface Outlined extends Position {
  split: SplitName
}

/** What is drawn over the sky. Widths of squares in degrees. */
export interface Overlay {
  patches: readonly Outlined[]
  width: number
  selected: Outlined | null
  /** A patch that is about to be cut. */
  square: (Position & { width: number }) | null
}

export interface OverlayView {
  project: Project
  /** Pixels. */
  size: readonly [number, number]
  /** Degrees across the view. */
  fov: number
}

/** Adds closed outlines to the path; a side longer than half the view goes around the edge of the sky, and is left out. */
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
  { colour, width, dash }: { colour: string; width: number; dash: number[] },
  casing: boolean,
) {
  context.beginPath()
  trace(context, outlines, view)
  if (casing) {
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

/** The patches whose centre is in sight, or near enough to reach into it. */
function inSight(patches: readonly Outlined[], width: number, view: OverlayView): Outlined[] {
  const margin = (width / view.fov) * view.size[0] * 1.5
  const xy = view.project(
    Float64Array.from(patches, ({ lon }) => lon),
    Float64Array.from(patches, ({ lat }) => lat),
  )
  return patches.filter((_, i) => {
    const [x, y] = [xy[2 * i], xy[2 * i + 1]]
    return x > -margin && y > -margin && x < view.size[0] + margin && y < view.size[1] + margin
  })
}

/** Below this field of view (degrees) outlines are far enough apart to be drawn in full strength, sides bent. */
const closeFov = 100

/** On the whole sky the outlines lie over each other: drawn faintly, so that the sky shows through. */
const farStrength: Record<SplitName, number> = { train: 0.28, validation: 0.6, test: 0.6, unused: 0.28 }

/** Draws the outlines of patches, the selected one, and the square that is about to be cut. */
export function drawOutlines(context: CanvasRenderingContext2D, overlay: Overlay, view: OverlayView) {
  const close = view.fov < closeFov
  const pointsPerSide = close ? 4 : 1
  const seen = inSight(overlay.patches, overlay.width, view)
  context.save()
  context.lineJoin = 'round'
  for (const split of splitNames) {
    const outlines = seen
      .filter((patch) => patch.split === split)
      .map((one) => outline(one, overlay.width, pointsPerSide))
    if (outlines.length === 0) continue
    const { colour, width, dash } = splitStyles[split]
    context.globalAlpha = close ? 0.9 : farStrength[split]
    stroke(
      context,
      outlines,
      view,
      { colour, width: close ? width : Math.min(width, 1.25), dash: close ? dash : [] },
      close,
    )
  }
  context.globalAlpha = 1
  if (overlay.selected)
    stroke(
      context,
      [outline(overlay.selected, overlay.width, 6)],
      view,
      { colour: '#ffd24d', width: 3, dash: [] },
      true,
    )
  if (overlay.square)
    stroke(
      context,
      [outline(overlay.square, overlay.square.width, 6)],
      view,
      { colour: '#ffffff', width: 1.75, dash: [6, 4] },
      true,
    )
  context.restore()
}
