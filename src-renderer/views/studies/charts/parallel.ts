import { coloursOf } from '../../../../src-shared/colour/colour-maps.ts'
import { fromHex, toOklab } from '../../../../src-shared/colour/oklab.ts'
import { ticksOf } from '../../../../src-shared/axes/ticks.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import { formatTick, formatUnit } from '../../../../src-shared/text/format.ts'
import type { Study, Trial } from '../../../../src-preload/contract/index.ts'
import { styleOf, styles } from './trial-styles.ts'
import { crisp } from './paths.ts'
import type { Picture, PlainPath, Words } from './picture.ts'
import { shareOf } from '../../../../src-shared/axes/share.ts'
import type { Scale } from './scales.ts'

/** Margins around the axes, CSS pixels: names above (the last one in a second line), numbers at the left of each. */
export const parallelMargin = { left: 58, right: 20, top: 42, bottom: 32 }
/** Trials without the parameter are drawn below the axis. */
const absentBelow = 16

/** Positions of the axes from the left, and of a fraction along an axis from the top. */
export function parallelPlaces(count: number, { width, height }: Size) {
  const { left, right, top, bottom } = parallelMargin
  const step = count > 1 ? (width - left - right) / (count - 1) : 0
  return {
    left: (i: number) => left + i * step,
    /** NaN, which is not on the axis, lies below it. */
    top: (share: number) =>
      Number.isFinite(share) ? top + (height - top - bottom) * (1 - share) : height - absentBelow,
    step,
  }
}

/** Colours from poor to good, all visible on the theme's background; the best contrast with it most. */
export function valueColours(surface: string, count: number): string[] {
  const dark = toOklab(fromHex(/^#[0-9a-f]{6}$/i.test(surface) ? surface : '#14161a'))[0] < 0.5
  const colours = coloursOf('viridis', Math.ceil(1.4 * count))
  return dark ? colours.slice(-count) : colours.slice(0, count).reverse()
}

/** Rank of each value, from 0 for the poorest to 1 for the best; NaN without a value. Equal values have equal ranks. */
export function ranks(values: readonly number[], direction: Study['direction']): number[] {
  const sign = direction === 'minimise' ? -1 : 1
  const sorted = [...new Set(values.filter(Number.isFinite))].sort((a, b) => sign * (a - b))
  const places = new Map(sorted.map((value, i) => [value, sorted.length > 1 ? i / (sorted.length - 1) : 1]))
  return values.map((value) => places.get(value) ?? NaN)
}

/** Trials as lines from axis to axis, coloured by value; trials without a value are faint and dashed. */
export function parallelPicture(
  trials: readonly Trial[],
  scales: readonly Scale[],
  direction: Study['direction'],
): Picture {
  const points = (trial: Trial, size: Size) => {
    const { left, top } = parallelPlaces(scales.length, size)
    return scales.flatMap((scale, i) => [left(i), top(shareOf(scale, scale.at(trial)))])
  }
  const value = scales.at(-1)!
  return {
    frame: (theme, size) => axes(scales, theme, size),
    frameOver: true,
    trials: (theme, size) => {
      const colours = valueColours(theme.surface, 32)
      const places = ranks(trials.map(value.at), direction)
      const crowded = trials.length > 150
      return trials
        .map((trial, i) => ({
          number: trial.number,
          line: points(trial, size),
          rank: Number.isFinite(places[i]) ? places[i] : -1,
          pen: {
            stroke: places[i] >= 0 ? colours[Math.round(31 * places[i])] : theme.faint,
            width: crowded ? 1 : 1.2,
            dash: styles[styleOf(trial)].dash,
            opacity: places[i] >= 0 ? (crowded ? 0.6 : 0.85) : 0.45,
          },
        }))
        .sort((a, b) => a.rank - b.rank)
    },
    handles: (size) => trials.map((trial) => ({ number: trial.number, points: points(trial, size) })),
    series: scales.map(({ axis, at }, colour) => ({
      name: axis.name,
      x: trials.map(({ number }) => number),
      y: trials.map(at),
      colour,
      dotted: true,
    })),
    x: { name: 'trial', whole: true },
    y: { name: 'value of the axis' },
  }
}

/** A name truncated to its space, at about 6 pixels per letter. */
const fitted = (text: string, width: number) => {
  const most = Math.max(4, Math.floor(width / 6))
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function axes(scales: readonly Scale[], theme: ChartTheme, size: Size): (PlainPath | Words)[] {
  const { left, top, step } = parallelPlaces(scales.length, size)
  const line = (points: number[]) => ({
    line: points,
    pen: { stroke: theme.lineStrong, width: 1, dash: [], opacity: 1 },
  })
  const shapes = scales.flatMap(({ axis, log, range }, i): (PlainPath | Words)[] => {
    const x = left(i)
    const ticks = axis.labels?.map((_, at) => at) ?? ticksOf(range, Math.max(2, size.height / 60), log)
    const apart = ticks.length > 1 ? ticks[1] - ticks[0] : 0
    const unit = axis.unit ? ` ${formatUnit(axis.unit)}` : ''
    const last = i === scales.length - 1
    return [
      {
        text: last ? axis.name + unit : fitted(axis.name + unit, step),
        x: i === 0 ? 8 : last ? size.width - 8 : x,
        y: last ? 2 : 18,
        align: i === 0 ? 'left' : last ? 'right' : 'center',
        baseline: 'top',
        fill: theme.text,
      },
      line([crisp(x), top(0), crisp(x), top(1)]),
      ...ticks.flatMap((tick): (PlainPath | Words)[] => {
        const y = top(shareOf({ log, range }, tick))
        const text = fitted(axis.labels?.[tick] ?? formatTick(tick, apart), 60)
        return [
          line([x - 4, crisp(y), x, crisp(y)]),
          { text, x: x - 7, y, align: 'right', baseline: 'middle', fill: theme.quiet, halo: theme.surface },
        ]
      }),
    ]
  })
  return scales.length > 1 ? [...shapes, absentLabel(theme, size)] : shapes
}

/** Label of the row for trials that lack a parameter. */
const absentLabel = (theme: ChartTheme, { height }: Size): Words => ({
  text: 'no value',
  x: 8,
  y: height - absentBelow,
  align: 'left',
  baseline: 'middle',
  fill: theme.faint,
})
