import type { Direction, Trial } from '../samplers/sampler.ts'

/** A fit costs the cube of their number: 200 take about as long as proposing a trial, 500 fifteen times as long. */
const MOST_FITTED = 200

/**
 * The trials used to fit a model for display: the complete ones with a value, in order. If there are more than `most`,
 * half of those used are the best, and the rest are evenly spaced in trial order.
 */
export function finishedTrials(history: readonly Trial[], direction: Direction, most = MOST_FITTED): Trial[] {
  const finished = history.filter(({ state, value }) => state === 'complete' && Number.isFinite(value))
  if (finished.length <= most) return finished
  const sign = direction === 'minimise' ? 1 : -1
  const best = new Set([...finished].sort((a, b) => sign * (a.value! - b.value!)).slice(0, Math.ceil(most / 2)))
  const others = finished.filter((trial) => !best.has(trial))
  const wanted = most - best.size
  for (let i = 0; i < wanted; i++) best.add(others[Math.floor(((i + 0.5) * others.length) / wanted)])
  return finished.filter((trial) => best.has(trial))
}
