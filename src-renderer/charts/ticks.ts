/** Round values inside a range: multiples of 1, 2 or 5 times a power of ten, about `count` of them. */
function linearTicks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
    ticks.push(Number((i * step).toPrecision(12)))
  }
  return ticks
}

/**
 * Places for labels on a scale. A logarithmic scale takes linear ticks over less than 0.8 decades; beyond, 1, 2, 5 or
 * 1, 3 times powers of ten, or these powers alone, whichever gives about `count` of them.
 */
export function ticksOf(range: readonly [number, number], count: number, log = false): number[] {
  const [low, high] = range
  if (!(high > low) || !Number.isFinite(low) || !Number.isFinite(high)) return []
  if (!log || low <= 0) return linearTicks(range, count)
  const decades = Math.log10(high / low)
  if (decades < 0.8) return linearTicks(range, count)
  const factors = [[1, 2, 5], [1, 3], [1]].find((some) => some.length * decades <= 1.4 * count) ?? [1]
  const every = Math.max(1, Math.ceil(decades / (1.4 * count)))
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += every) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${power}`)
      if (tick >= low && tick <= high) ticks.push(tick)
    }
  }
  return ticks
}
