import type { SplitName } from '../../src-preload/contract/datasets.ts'
import { inStyles, type Coloured } from './outline-styles.ts'

interface Mark {
  radius: number
  sides: 'circle' | 'diamond'
}
/** Marks for patches too small and too many for outlines: distinguished by size and shape, not by hue alone. Pixels. */
const marks: Record<SplitName, Mark> = {
  unused: { radius: 1.1, sides: 'circle' },
  train: { radius: 1.5, sides: 'circle' },
  test: { radius: 3.2, sides: 'diamond' },
  validation: { radius: 2.8, sides: 'circle' },
}
/** Marks of patches that are coloured by a value, and of those that have none. */
const valued: Mark = { radius: 2.4, sides: 'circle' }
const markOf = ({ split, colour }: Coloured) =>
  colour === undefined ? marks[split] : colour === null ? marks.unused : valued

/**
 * Marks the centres of patches, each x, y in pixels; validation and test with a dark border, above the many of train.
 */
export function drawCentres(
  context: CanvasRenderingContext2D,
  centres: readonly { patch: Coloured; x: number; y: number }[],
) {
  for (const { style, members } of inStyles(centres)) {
    const { radius, sides } = markOf(members[0].patch)
    context.beginPath()
    for (const { x, y } of members) {
      if (sides === 'circle') {
        context.moveTo(x + radius, y)
        context.arc(x, y, radius, 0, 2 * Math.PI)
      } else {
        context.moveTo(x + radius, y)
        for (const [dx, dy] of [
          [0, radius],
          [-radius, 0],
          [0, -radius],
        ])
          context.lineTo(x + dx, y + dy)
        context.closePath()
      }
    }
    if (radius > 2) {
      context.setLineDash([])
      context.lineWidth = 1.5
      context.strokeStyle = 'rgb(0 0 0 / 70%)'
      context.stroke()
    }
    context.fillStyle = style.colour
    context.fill()
  }
}
