import { ticksOf } from '../../../../src-shared/axes/ticks.ts'
import type { ChartTheme } from '../../../charts/theme.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import { formatTick, formatUnit } from '../../../../src-shared/text/format.ts'
import { crisp } from './paths.ts'
import type { PlainPath, Words } from './picture.ts'
import type { Placer, PlaneScale } from './placer.ts'

/** Length of a tick outside the axis, and gaps from tick to number and from axis to name; CSS pixels. */
const mark = 4
const gap = { number: 8, x: 24, y: 56 }
/** Approximate width of a letter. */
const letter = 6.2

interface Tick {
  value: number
  label: string
}
function ticksAt({ axis, log, range }: PlaneScale, count: number): Tick[] {
  const values =
    axis.labels?.map((_, at) => at) ??
    ticksOf(range, Math.max(2, count), log).filter((tick) => !axis.whole || Number.isInteger(tick))
  const step = values.length > 1 ? values[1] - values[0] : 0
  return values.map((value) => ({ value, label: axis.labels?.[value] ?? formatTick(value, step) }))
}

/** The axes of a plane with grid, numbers and names, positioned as in `chartOption`. */
export function planeAxes(
  x: PlaneScale,
  y: PlaneScale,
  place: Placer,
  theme: ChartTheme,
  size: Size,
): (PlainPath | Words)[] {
  const { left, right, top, bottom } = place.inside
  const across = ticksAt(x, (size.width - 86) / 64).map((tick) => ({ ...tick, at: place.left(tick.value) }))
  const up = ticksAt(y, (size.height - 52) / 42).map((tick) => ({ ...tick, at: place.top(tick.value) }))
  const path = (d: string, stroke: string) => ({ d, pen: { stroke, width: 1, dash: [], opacity: 1 } })
  const words = (text: string, more: Omit<Words, 'text' | 'fill'>): Words => ({ text, fill: theme.quiet, ...more })
  const name = ({ axis: { name, unit } }: PlaneScale, more: Omit<Words, 'text' | 'fill' | 'align'>) =>
    words(name, {
      align: 'center',
      ...(unit ? { unit: { text: formatUnit(unit), fill: theme.faint } } : {}),
      ...more,
    })
  /** The middle of the axis, or lower if a long name needs the room. */
  const middle = Math.max((top + bottom) / 2, (letter * (y.axis.name.length + (y.axis.unit?.length ?? 0) + 2)) / 2)

  const grid =
    across.map(({ at }) => `M${crisp(at)} ${bottom}V${top}`).join('') +
    up.map(({ at }) => `M${left} ${crisp(at)}H${right}`).join('')
  const lines =
    `M${crisp(left)} ${top}V${crisp(bottom)}H${right}` +
    across.map(({ at }) => `M${crisp(at)} ${bottom}v${mark}`).join('') +
    up.map(({ at }) => `M${left} ${crisp(at)}h${-mark}`).join('')
  // A number that would overlap the previous one is omitted.
  let free = -Infinity
  const apart = across.filter(({ at, label }) => {
    const half = (letter * label.length) / 2
    if (at - half < free) return false
    free = at + half + 2
    return true
  })
  return [
    path(grid, theme.line),
    path(lines, theme.lineStrong),
    ...apart.map(({ at, label }) => words(label, { x: at, y: bottom + gap.number, align: 'center', baseline: 'top' })),
    ...up.map(({ at, label }) => words(label, { x: left - gap.number, y: at, align: 'right', baseline: 'middle' })),
    name(x, { x: (left + right) / 2, y: bottom + gap.x, baseline: 'top' }),
    name(y, { x: left - gap.y, y: middle, baseline: 'bottom', upright: true }),
  ]
}
