import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { gridStyles } from './grid-style.ts'
import { labelHeight, layOutGrids, unbroken, type Size } from './lay-out-grids.ts'
import type { SkyScreen } from './sky-screen.ts'

/** Draws the coordinate grids of some frames; each label has a background. */
export function drawGrid(context: CanvasRenderingContext2D, screen: SkyScreen, size: Size, frames: readonly Frame[]) {
  context.save()
  context.font = '11px system-ui, sans-serif'
  const { lines, labels } = layOutGrids(screen, size, frames, (text) => context.measureText(text).width)
  context.lineWidth = 1
  for (const frame of frames) {
    context.beginPath()
    for (const { points } of lines.filter((line) => line.frame === frame))
      for (const [[x, y], ...rest] of unbroken(points, size)) {
        context.moveTo(x, y)
        for (const point of rest) context.lineTo(...point)
      }
    context.setLineDash(gridStyles[frame].dash)
    context.strokeStyle = gridStyles[frame].line
    context.stroke()
  }
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const { frame, text, x, y } of labels) {
    const half = context.measureText(text).width / 2 + 3
    context.fillStyle = 'rgb(16 18 22 / 78%)'
    context.fillRect(x - half, y - labelHeight / 2, 2 * half, labelHeight)
    context.fillStyle = gridStyles[frame].label
    context.fillText(text, x, y + 0.5)
  }
  context.restore()
}
