import { stateSchema } from '../../../src-preload/contract/states.ts'
import { bestTrial } from '../../../src-shared/study/best-trial.ts'
import type { Study, StudySummary, Trial } from '../../../src-preload/contract/studies.ts'

/** A study as shown in lists. An imported trial can be the best, but is not counted. */
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
