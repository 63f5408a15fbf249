import { ticks, tickStep } from 'd3-array'

type Range = readonly [number, number]

/** The count to ask d3 for, whose step may be too fine, so that a span has at most `wanted` steps. */
function countFor(span: number, wanted: number): number {
  let count = Math.max(1, wanted)
  // Steps of 1, 2 and 5 differ by more than this factor, so none is skipped.
  while (tickStep(0, span, count) * Math.max(1, wanted) < span * (1 - 1e-9)) count /= 1.4
  return count
}

/** The smallest step, 1, 2 or 5 times a power of ten, that divides a span into at most `wanted` steps. */
export const roundStep = (span: number, wanted: number): number => tickStep(0, span, countFor(span, wanted))

/** Multiples of `roundStep` within a range, ends included. */
export const roundNumbers = ([low, high]: Range, wanted: number): number[] =>
  ticks(low, high, countFor(high - low, wanted))

/**
 * Positions of labels on an axis. A logarithmic axis has linear ticks if it spans less than 0.8 decades; otherwise 1,
 * 2, 5 or 1, 3 times powers of ten, or the powers alone, whichever gives about `count` ticks. Where that is a single one, which
 * would not tell the scale, there are more.
 */
export function ticksOf(range: Range, count: number, log = false): number[] {
  const [low, high] = range
  if (!(high > low) || !Number.isFinite(low) || !Number.isFinite(high)) return []
  for (let wanted = count; ; wanted *= 1.4) {
    const ticks = log && low > 0 && high / low >= 10 ** 0.8 ? powersOfTen(range, wanted) : roundNumbers(range, wanted)
    if (ticks.length > 1 || wanted > 4 * count) return ticks
  }
}

function powersOfTen([low, high]: Range, count: number): number[] {
  const decades = Math.log10(high / low)
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
