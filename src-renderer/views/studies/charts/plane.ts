import type { Series } from '../../../charts/series.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import type { Curve } from './curves.ts'
import { styleOf, styles, penOf } from './trial-styles.ts'
import type { StyleName, Pen } from './trial-styles.ts'
import { thinned } from './paths.ts'
import type { Picture, PlainPath, TrialPath, Words } from './picture.ts'
import { planeAxes } from './plane-axes.ts'
import type { Scale } from './scales.ts'

import { placer, type Placer, type PlaneScale } from './placer.ts'

/** Axes and grid, with shapes behind the trials. */
export function planeFrame(
  { x, y, behind }: { x: PlaneScale; y: PlaneScale; behind?: Behind },
  theme: ChartTheme,
  size: Size,
): (PlainPath | Words)[] {
  const place = placer(x, y, size)
  return [...(behind?.(place) ?? []), ...planeAxes(x, y, place, theme, size)]
}
export type Behind = (place: Placer) => readonly PlainPath[]

interface Dots {
  trials: readonly Trial[]
  x: Scale
  y: Scale
  /** A line drawn over all trials. */
  line?: Series
  behind?: Behind
  /** Draws trials without a value at the bottom instead of omitting them. */
  floor?: boolean
  /** Outlines each marker in the background colour, for markers on top of a picture. */
  edge?: boolean
}

/** Trials as markers in a plane. */
export function dotsPicture({ trials, x, y, line, behind, floor = false, edge = false }: Dots): Picture {
  const places = (size: Size) => {
    const place = placer(x, y, size)
    return trials.flatMap((trial) => {
      const left = place.left(x.at(trial))
      const up = place.top(y.at(trial))
      const top = Number.isFinite(up) ? up : floor ? place.floor : NaN
      return Number.isFinite(left) && Number.isFinite(top) ? [{ trial, left, top }] : []
    })
  }
  return {
    frame: (theme, size) => planeFrame({ x, y, behind }, theme, size),
    trials: (theme, size) =>
      places(size).flatMap(({ trial, left, top }): TrialPath[] => {
        const style = styleOf(trial)
        const pen = penOf(style, theme)
        const over = {
          number: trial.number,
          sign: styles[style].sign,
          x: left,
          y: top,
          r: edge ? 2.6 : undefined,
          pen,
        }
        return edge ? [{ ...over, pen: { ...pen, fill: undefined, stroke: theme.surface, width: 4 } }, over] : [over]
      }),
    over: (theme, size) =>
      line ? [{ line: points(line, placer(x, y, size)), pen: { ...plain, stroke: theme.text } }] : [],
    handles: (size) => places(size).map(({ trial, left, top }) => ({ number: trial.number, points: [left, top] })),
    series: [...(line ? [line] : []), ...bySeries(trials, x, y)],
    x: x.axis,
    y: y.axis,
  }
}

/** The numbers of a chart of markers, by state. */
function bySeries(trials: readonly Trial[], x: Scale, y: Scale): Series[] {
  return (Object.keys(styles) as StyleName[]).flatMap((name) => {
    const mine = trials.filter((trial) => styleOf(trial) === name)
    return mine.length === 0
      ? []
      : [{ name: styles[name].label, x: mine.map(x.at), y: mine.map(y.at), colour: styles[name].colour, dotted: true }]
  })
}

const plain: Pen = { width: 2, dash: [], opacity: 1 }

interface Points {
  x: ArrayLike<number>
  y: ArrayLike<number>
}
/** Points in pixels: x, y, x, y, ... */
function points({ x, y }: Points, place: Placer): Float64Array {
  const at = new Float64Array(2 * x.length)
  for (let i = 0; i < x.length; i++) {
    at[2 * i] = place.left(x[i])
    at[2 * i + 1] = place.top(y[i])
  }
  return at
}

/** Trials as curves in a plane; those that ended early have the marker of their state at the end. */
export function linesPicture({
  lines,
  x,
  y,
  best,
}: {
  lines: readonly Omit<Curve, 'extent'>[]
  x: PlaneScale
  y: PlaneScale
  best: number | null
}): Picture {
  const crowded = lines.length > 150
  return {
    frame: (theme, size) => planeFrame({ x, y }, theme, size),
    trials: (theme, size) => {
      const place = placer(x, y, size)
      const made = lines.flatMap((line): TrialPath[] => {
        const { number } = line.trial
        const style = styleOf(line.trial)
        const pen = { ...penOf(style, theme, 'line'), ...(crowded ? { width: 1, opacity: 0.35 } : {}) }
        let thin: number[] | undefined
        const path: TrialPath = {
          number,
          // Computed on first painting: those of hundreds of trials take longer than a frame.
          get line() {
            return (thin ??= thinned(points(line, place)))
          },
          pen: number === best ? { ...pen, stroke: theme.text, width: 2.6, opacity: 1 } : pen,
        }
        // A diverged training ends with a value that cannot be drawn.
        const last = line.y.findLastIndex(Number.isFinite)
        if (last < 0 || (style === 'complete' && line.x.length > 1)) return [path]
        const [x, y] = [place.left(line.x[last]), place.top(line.y[last])]
        return [path, { number, sign: styles[style].sign, x, y, r: 2.6, pen: penOf(style, theme) }]
      })
      return made.sort((a, b) => Number(a.number === best) - Number(b.number === best))
    },
    handles: (size) => {
      const place = placer(x, y, size)
      return lines.map((line) => ({ number: line.trial.number, points: thinned(points(line, place)) }))
    },
    series: lines.map((line) => ({
      name: `trial ${line.trial.number}`,
      x: line.x,
      y: line.y,
      colour: styles[styleOf(line.trial)].colour,
    })),
    x: x.axis,
    y: y.axis,
  }
}
