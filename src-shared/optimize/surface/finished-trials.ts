import type { Direction, Trial } from '../samplers/sampler.ts'

/** Fitting takes the third power of their number: 200 take about as long as proposing a trial, 500 fifteen times that. */
const MOST_FITTED = 200

/**
 * The trials that a model for people is fitted to: the complete ones with a value, in their order. Of more than `most`,
 * the best, as many as half of that, and others at even distances in the order of the trials.
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
