import { ticks, tickStep } from 'd3-array'

type Range = readonly [number, number]

/** The count at which the step of d3, which may be too fine for it, divides a span into `wanted` steps at most. */
function countFor(span: number, wanted: number): number {
  let count = Math.max(1, wanted)
  // Steps of 1, 2 and 5 differ by more than this factor: none is passed over.
  while (tickStep(0, span, count) * Math.max(1, wanted) < span * (1 - 1e-9)) count /= 1.4
  return count
}

/** The smallest of 1, 2 and 5 times a power of ten that divides a span into `wanted` steps at most. */
export const roundStep = (span: number, wanted: number): number => tickStep(0, span, countFor(span, wanted))

/** Multiples of such a step inside a range, ends included; 0 is one of them where it lies inside. */
export const roundNumbers = ([low, high]: Range, wanted: number): number[] =>
  ticks(low, high, countFor(high - low, wanted))

/**
 * Positions of labels on an axis. A logarithmic axis has linear ticks over less than 0.8 decades; beyond, 1, 2, 5 or 1, 3
 * times powers of ten, or these powers alone, whichever gives about `count` of them.
 */
export function ticksOf(range: Range, count: number, log = false): number[] {
  const [low, high] = range
  if (!(high > low) || !Number.isFinite(low) || !Number.isFinite(high)) return []
  const decades = Math.log10(high / low)
  if (!log || low <= 0 || decades < 0.8) return roundNumbers(range, count)
  const factors = [[1, 2, 5], [1, 3], [1]].find((some) => some.length * decades <= 1.4 * count) ?? [1]
  const every = Math.max(1, Math.ceil(decades / (1.4 * count)))
  const found: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += every) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${power}`)
      if (tick >= low && tick <= high) found.push(tick)
    }
  }
  return found
}
