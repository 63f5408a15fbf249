import type { SplitName } from '../../src-preload/contract/datasets.ts'
import { splitNames, splitStyles } from './split-style.ts'

/** Marks for patches too small and too many for outlines: distinguished by size and shape, not by hue alone. Pixels. */
const marks: Record<SplitName, { radius: number; sides: 'circle' | 'diamond' }> = {
  unused: { radius: 1.1, sides: 'circle' },
  train: { radius: 1.5, sides: 'circle' },
  test: { radius: 3.2, sides: 'diamond' },
  validation: { radius: 2.8, sides: 'circle' },
}

/**
 * Marks the centres of patches, each x, y in pixels; validation and test with a dark border, above the many of train.
 */
export function drawCentres(
  context: CanvasRenderingContext2D,
  centres: readonly { split: SplitName; x: number; y: number }[],
) {
  for (const split of splitNames) {
    const { radius, sides } = marks[split]
    context.beginPath()
    for (const { x, y } of centres.filter((centre) => centre.split === split)) {
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
    context.fillStyle = splitStyles[split].colour
    context.fill()
  }
}
