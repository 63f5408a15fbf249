import { chartGrid } from '../../../charts/chart-option.ts'
import type { Series } from '../../../charts/series.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import type { Curve } from './curves.ts'
import { lookOf, looks, penOf } from './looks.ts'
import type { LookName, Pen } from './looks.ts'
import { thinned } from './paths.ts'
import type { Picture, PlainPath, TrialPath, Words } from './picture.ts'
import { planeAxes } from './plane-axes.ts'
import { sharesOn } from './scales.ts'
import type { Scale } from './scales.ts'

/** An axis of a plane; which trial is where on it is the plane's. */
export type PlaneScale = Pick<Scale, 'axis' | 'log' | 'range'>

/** Pixels of the numbers on two axes inside a chart of this size. */
export function placer(x: PlaneScale, y: PlaneScale, { width, height }: Size) {
  const [across, down] = [width - chartGrid.left - chartGrid.right, height - chartGrid.top - chartGrid.bottom]
  const [along, up] = [sharesOn(x), sharesOn(y)]
  return {
    left: (value: number) => chartGrid.left + across * along(value),
    top: (value: number) => chartGrid.top + down * (1 - up(value)),
    /** Of a trial that has no place on the upright axis: the floor. */
    floor: chartGrid.top + down - 4,
    inside: { left: chartGrid.left, right: chartGrid.left + across, top: chartGrid.top, bottom: chartGrid.top + down },
  }
}
export type Placer = ReturnType<typeof placer>

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
  /** A line that all trials have together, over them. */
  line?: Series
  behind?: Behind
  /** Trials without a value lie on the floor, if they do not fall away. */
  floor?: boolean
  /** A line of the ground's colour around each sign, where they lie on a picture. */
  edge?: boolean
}

/** Trials as signs in a plane. */
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
        const look = lookOf(trial)
        const pen = penOf(look, theme)
        const over = {
          number: trial.number,
          sign: looks[look].sign,
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

/** The numbers of a drawing of signs, by state. */
function bySeries(trials: readonly Trial[], x: Scale, y: Scale): Series[] {
  return (Object.keys(looks) as LookName[]).flatMap((name) => {
    const mine = trials.filter((trial) => lookOf(trial) === name)
    return mine.length === 0
      ? []
      : [{ name: looks[name].label, x: mine.map(x.at), y: mine.map(y.at), colour: looks[name].colour, dotted: true }]
  })
}

const plain: Pen = { width: 2, dash: [], opacity: 1 }

interface Points {
  x: ArrayLike<number>
  y: ArrayLike<number>
}
/** Pixels of points: x, y, x, y, ... */
function points({ x, y }: Points, place: Placer): Float64Array {
  const at = new Float64Array(2 * x.length)
  for (let i = 0; i < x.length; i++) {
    at[2 * i] = place.left(x[i])
    at[2 * i + 1] = place.top(y[i])
  }
  return at
}

/** Trials as curves in a plane; those that ended before the others have their state's sign at their end. */
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
        const look = lookOf(line.trial)
        const pen = { ...penOf(look, theme, 'line'), ...(crowded ? { width: 1, opacity: 0.35 } : {}) }
        let thin: number[] | undefined
        const path: TrialPath = {
          number,
          // When it is first painted: those of hundreds of trials take longer than a frame.
          get line() {
            return (thin ??= thinned(points(line, place)))
          },
          pen: number === best ? { ...pen, stroke: theme.text, width: 2.6, opacity: 1 } : pen,
        }
        const last = line.x.length - 1
        if (last < 0 || (look === 'complete' && last > 0)) return [path]
        const [x, y] = [place.left(line.x[last]), place.top(line.y[last])]
        return [path, { number, sign: looks[look].sign, x, y, r: 2.6, pen: penOf(look, theme) }]
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
      colour: looks[lookOf(line.trial)].colour,
    })),
    x: x.axis,
    y: y.axis,
  }
}
