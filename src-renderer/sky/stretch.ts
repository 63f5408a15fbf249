import { ticksOf } from '../charts/ticks.ts'
import type { Stretch } from './sky-screen.ts'

/** Where a value between the cuts (0 to 1) lies on the colour scale (0 to 1), as aladin-lite's shaders have it. */
const curves: Record<Stretch, (share: number) => number> = {
  linear: (share) => share,
  log: (share) => Math.log(1000 * share + 1) / Math.log(1000),
  asinh: (share) => Math.asinh(10 * share) / 3,
}

/** Place on the colour scale, clipped to 0 to 1, of a value between two cuts. */
export function placeOf(value: number, [low, high]: readonly [number, number], stretch: Stretch): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)))
  return Math.max(0, Math.min(1, curves[stretch](share)))
}

/**
 * Round values for labels on a stretched scale: the ends of the ladder 1, 2, 5 above the low cut, no two too close; or
 * even steps between cuts that differ little beside their size.
 */
export function stretchTicks(cuts: readonly [number, number], stretch: Stretch, count = 5) {
  const [low, high] = cuts
  // Zero first: of values of both signs it is the one that is looked for.
  const candidates: number[] = low < 0 && high > 0 ? [0] : []
  const lowest = Math.floor(Math.log10((high - low) / 1000))
  for (let power = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)))); power >= lowest; power--)
    for (const factor of [1, 5, 2])
      for (const value of [Number(`${factor}e${power}`), -Number(`${factor}e${power}`)])
        if (value >= low && value <= high) candidates.push(value)
  if (low === 0 || high === 0) candidates.push(0)
  const placed = (value: number) => ({ value, place: placeOf(value, cuts, stretch) })
  const ticks: { value: number; place: number }[] = []
  const apart = 1 / (count + 1)
  for (const value of candidates) {
    if (value < low || value > high) continue
    const place = placeOf(value, cuts, stretch)
    if (ticks.every((tick) => Math.abs(tick.place - place) >= apart)) ticks.push({ value, place })
  }
  // Between cuts that differ little beside their size there is no step of the ladder.
  const evenly = ticks.length < 2 ? ticksOf(cuts, count) : []
  return (evenly.length > 1 ? evenly.map(placed) : ticks).sort((a, b) => a.value - b.value)
}
