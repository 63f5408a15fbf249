import { timeAxis } from '../../runs/charts/curves.ts'
import { styleOf, penOf } from './trial-styles.ts'
import type { StyleName, Pen } from './trial-styles.ts'
import { boxPath, crossPath, hatchPath } from './paths.ts'
import type { Box } from './paths.ts'
import type { Picture } from './picture.ts'
import { placer } from './placer.ts'
import { planeFrame } from './plane.ts'
import type { PlaneScale, Placer } from './placer.ts'
import type { Span } from './timeline.ts'

/** The pattern inside a bar, which shows the state without colour. */
const patterns: Record<StyleName, (box: Box) => string> = {
  complete: (box) => boxPath(box),
  imported: (box) => boxPath(box),
  pruned: (box) => boxPath(box) + hatchPath(box),
  failed: (box) => boxPath(box) + crossPath(box),
  running: (box) => boxPath(box, true),
  interrupted: (box) => boxPath(box),
  waiting: (box) => boxPath(box),
}

/** Trials as bars over time, one row per slot. */
export function timelinePicture(spans: readonly Span[]): Picture {
  const from = spans[0]?.from ?? 0
  const end = Math.max(from + 1000, ...spans.map(({ to }) => to))
  const { unit, seconds } = timeAxis((end - from) / 1000)
  const at = (time: number) => (time - from) / 1000 / seconds
  const slots = 1 + Math.max(0, ...spans.map(({ slot }) => slot))
  const x: PlaneScale = { axis: { name: 'time since the first trial', unit }, log: false, range: [0, 1.01 * at(end)] }
  const y: PlaneScale = {
    axis: { name: 'slot', labels: Array.from({ length: slots }, (_, i) => String(i + 1)) },
    log: false,
    range: [-0.5, slots - 0.5],
  }
  const boxOf = ({ from, to, slot }: Span, { left, top }: Placer): Box => {
    const high = Math.min(22, 0.76 * (top(0) - top(1)))
    const middle = top(slot)
    const start = left(at(from))
    return {
      left: start,
      right: Math.max(start + 2, left(at(to)) - 1),
      top: middle - high / 2,
      bottom: middle + high / 2,
    }
  }
  return {
    frame: (theme, size) => planeFrame({ x, y }, theme, size),
    trials: (theme, size) => {
      const place = placer(x, y, size)
      return spans.map((span) => {
        const style = styleOf(span.trial)
        const pen: Pen = { ...penOf(style, theme), width: 1, dash: style === 'interrupted' ? [3, 2] : [] }
        return { number: span.trial.number, d: patterns[style](boxOf(span, place)), pen }
      })
    },
    handles: (size) => {
      const place = placer(x, y, size)
      return spans.map((span) => {
        const { left, right, top, bottom } = boxOf(span, place)
        const middle = (top + bottom) / 2
        return { number: span.trial.number, points: [left, middle, right, middle] }
      })
    },
    series: [
      {
        name: 'started',
        x: spans.map(({ from }) => at(from)),
        y: spans.map(({ trial }) => trial.number),
        colour: 0,
        dotted: true,
      },
      {
        name: 'ended',
        x: spans.map(({ to }) => at(to)),
        y: spans.map(({ trial }) => trial.number),
        colour: 1,
        dotted: true,
      },
    ],
    x: x.axis,
    y: { name: 'trial' },
  }
}
