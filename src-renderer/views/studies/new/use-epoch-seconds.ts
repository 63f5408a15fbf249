import { computed, watchEffect } from 'vue'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { useRuns } from '../../../stores/runs.ts'
import { likeliestRun, secondsPerEpoch } from './cost.ts'

/** Seconds per epoch, estimated from a run on these patches; both null until one is known. */
export function useEpochSeconds(datasetId: () => string, config: () => TrainingConfig | null) {
  const runs = useRuns()
  const run = computed(() => {
    const like = config()
    return like && likeliestRun(runs.items, datasetId(), like)
  })
  watchEffect(() => {
    // Without the run's curves only the estimate is missing.
    if (run.value) runs.watchMetrics(run.value.id).catch(() => undefined)
  })
  const seconds = computed(() => run.value && secondsPerEpoch(runs.metrics.get(run.value.id) ?? []))
  return { run, seconds }
}
