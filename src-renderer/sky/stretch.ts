import { ticksOf } from '../../src-shared/axes/ticks.ts'
import { formatTick } from '../../src-shared/text/format.ts'
import type { Stretch } from './sky-screen.ts'

/** Maps a value between the cuts (0 to 1) to the colour scale (0 to 1), as aladin-lite's shaders do. */
const curves: Record<Stretch, (share: number) => number> = {
  linear: (share) => share,
  sqrt: Math.sqrt,
  log: (share) => Math.log(1000 * share + 1) / Math.log(1000),
  asinh: (share) => Math.asinh(10 * share) / 3,
}

/** A stretch's place on the colour scale, about 0 to 1, of a share between the cuts. */
export const curveAt = (share: number, stretch: Stretch): number => curves[stretch](share)

/** Position of a value on the colour scale between two cuts, clipped to 0 to 1. */
export function placeOf(value: number, [low, high]: readonly [number, number], stretch: Stretch): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)))
  return Math.max(0, Math.min(1, curves[stretch](share)))
}

/** A label of the scale, and its position from 0 to 1. */
export interface Tick {
  value: number
  place: number
  text: string
}

/** Characters that fit below the bar in the narrowest inspector, and the width of one, pixels. */
const inspectorRoom = 34
const characterWidth = 6.4

/** Characters to lay labels out for below a bar of a width, pixels; wider bars have no more labels. */
export const roomBelow = (width: number): number =>
  width > 0 ? Math.min(inspectorRoom, Math.floor(width / characterWidth)) : inspectorRoom

/** Where a label below the bar starts, in characters: within the bar at both ends, so that no panel clips it. */
const startOf = ({ place, text }: Tick, room: number) => place * (room - text.length)
const overprints = (a: Tick, b: Tick, room: number) => {
  const [left, right] = a.place < b.place ? [a, b] : [b, a]
  return startOf(left, room) + left.text.length + 1 > startOf(right, room)
}

/**
 * The values 1, 2, 5 times a power of ten between two values; zero first, as readers look for it on a scale of both
 * signs.
 */
function ladder(low: number, high: number): number[] {
  const rungs: number[] = low < 0 && high > 0 ? [0] : []
  const lowest = Math.floor(Math.log10((high - low) / 1000))
  for (let power = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)))); power >= lowest; power--)
    for (const factor of [1, 5, 2]) {
      const value = Number(`${factor}e${power}`)
      rungs.push(value, -value)
    }
  if (low === 0 || high === 0) rungs.push(0)
  return rungs.filter((value) => value >= low && value <= high)
}

/**
 * Round values to label a stretched scale, spaced far enough for their labels: 1, 2, 5 times powers of ten, or equal
 * steps if the cuts differ little compared with their size.
 * @param own cuts in the map's unit, as the values of `transfer`
 * @param factor from the map's unit to that of the labels
 * @param room characters that fit below the bar
 */
export function stretchTicks(
  own: readonly [number, number],
  transfer: (value: number) => number,
  factor = 1,
  room = inspectorRoom,
): Tick[] {
  const count = 5
  const cuts = [own[0] * factor, own[1] * factor] as const
  const [low, high] = cuts
  const tickOf = (value: number, step = 0): Tick => ({
    value,
    place: transfer(value / factor),
    text: formatTick(value, step),
  })
  const ticks: Tick[] = []
  const apart = 1 / (count + 1)
  for (const tick of ladder(low, high).map((value) => tickOf(value))) {
    if (ticks.every((other) => Math.abs(other.place - tick.place) >= apart && !overprints(other, tick, room)))
      ticks.push(tick)
  }
  if (ticks.length > 1) return ticks.sort((a, b) => a.value - b.value)
  for (let steps = count; steps > 1; steps--) {
    const values = ticksOf(cuts, steps)
    const evenly = values.map((value) => tickOf(value, values[1] - values[0]))
    if (evenly.length > 1 && evenly.every((tick, i) => i === 0 || !overprints(evenly[i - 1], tick, room))) return evenly
  }
  if (ticks.length > 0) return ticks
  const [first, second = first] = ticksOf(cuts, 2)
  return first === undefined ? [] : [tickOf(first, second - first)]
}
