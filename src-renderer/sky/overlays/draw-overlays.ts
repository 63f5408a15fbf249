import type { Point } from '../../../src-shared/sky/overlay/contours.ts'
import type { Size } from '../lay-out-grids.ts'
import { pictureOf } from './drapery.ts'
import type { LaidOut, OverlayLines, ShadedArea } from './lay-out-overlays.ts'
import { halo, shade } from './shade.ts'

function trace(context: CanvasRenderingContext2D, pieces: readonly Point[][]) {
  context.beginPath()
  for (const [[x, y], ...rest] of pieces) {
    context.moveTo(x, y)
    for (const point of rest) context.lineTo(...point)
  }
}

/** Draws overlays that were laid out for a view. */
export function drawOverlays(context: CanvasRenderingContext2D, { drapery, areas, lines, edge }: LaidOut, size: Size) {
  if (drapery) drawDrapery(context, drapery, edge, size)
  context.save()
  context.lineJoin = 'round'
  context.setLineDash([])
  for (const area of areas) drawArea(context, area, edge, size)
  for (const one of lines) drawLines(context, one)
  context.restore()
}

/** Keeps what follows within the edge of the sky, if the view has one. */
function clipToSky(context: CanvasRenderingContext2D, edge: LaidOut['edge'], [width, height]: Size) {
  if (!edge) return
  context.beginPath()
  context.ellipse(width / 2, height / 2, ...edge, 0, 0, 2 * Math.PI)
  context.clip()
}

function drawDrapery(
  context: CanvasRenderingContext2D,
  { texture, strength }: NonNullable<LaidOut['drapery']>,
  edge: LaidOut['edge'],
  size: Size,
) {
  context.save()
  clipToSky(context, edge, size)
  context.globalAlpha = strength
  context.drawImage(pictureOf(texture), 0, 0, ...size)
  context.restore()
}

function drawArea(
  context: CanvasRenderingContext2D,
  { rings, hatch }: ShadedArea,
  edge: LaidOut['edge'],
  [width, height]: Size,
) {
  context.save()
  clipToSky(context, edge, [width, height])
  trace(context, rings)
  context.clip('evenodd')
  context.globalAlpha = shade.opacity
  context.fillStyle = shade.colour
  context.fillRect(0, 0, width, height)
  trace(context, hatching(hatch, [width, height]))
  context.globalAlpha = shade.hatchOpacity
  context.lineWidth = shade.hatchWidth
  context.strokeStyle = shade.hatch
  context.stroke()
  context.restore()
}

/** Lines across a view at 45 degrees. */
function hatching(slope: ShadedArea['hatch'], [width, height]: Size): Point[][] {
  const count = Math.ceil((width + height) / shade.spacing)
  return Array.from({ length: count }, (_, i) => {
    const x = i * shade.spacing
    return slope === 'rising'
      ? [
          [x, 0],
          [x - height, height],
        ]
      : [
          [x - height, 0],
          [x, height],
        ]
  })
}

function drawLines(context: CanvasRenderingContext2D, { colour, width, dash, pieces }: OverlayLines) {
  trace(context, pieces)
  context.setLineDash([])
  context.globalAlpha = halo.opacity
  context.strokeStyle = halo.colour
  context.lineWidth = width + halo.wider
  context.stroke()
  context.globalAlpha = 1
  context.setLineDash(dash)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}
