import { stateSchema } from '../../../src-preload/contract/states.ts'
import type { Study, StudySummary, Trial } from '../../../src-preload/contract/studies.ts'

/** The complete trial with the best value, the first of equals; null if there is none. */
export function bestTrial(direction: Study['direction'], trials: readonly Trial[]): (Trial & { value: number }) | null {
  const sign = direction === 'minimise' ? 1 : -1
  let best: (Trial & { value: number }) | null = null
  for (const trial of trials) {
    const { state, value } = trial
    if (state !== 'complete' || value === null || (best !== null && sign * value >= sign * best.value)) continue
    best = { ...trial, value }
  }
  return best
}

/** A study as lists show it. An imported trial may be the best one, but is not counted. */
export function summarise(study: Study, trials: readonly Trial[]): StudySummary {
  const counts = Object.fromEntries(stateSchema.options.map((state) => [state, 0])) as StudySummary['counts']
  for (const { state, origin } of trials) if (origin !== 'imported') counts[state]++
  const best = bestTrial(study.direction, trials)
  return {
    ...study,
    counts,
    best: best && { number: best.number, runId: best.runId, value: best.value, params: best.params },
  }
}
