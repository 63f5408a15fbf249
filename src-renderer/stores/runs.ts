import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Run, TrainingStep } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on } from '../connection/index.ts'
import { collection } from './collection.ts'
import { epochCurves } from './epoch-curves.ts'

/** Runs in the catalog, with the metrics of those that were viewed and the progress of those running. */
export const useRuns = defineStore('runs', () => {
  const { curves: metrics, load: loadMetrics, take } = epochCurves((id) => call('runs.metrics', { id }))
  /**
   * Epochs after a run's last checkpoint are lost if its engine dies; a running run reports them before the record
   * counts them.
   */
  const withoutLost = (run: Run): Run => {
    const known = metrics.get(run.id)
    if (known && run.state !== 'running' && (known.at(-1)?.epoch ?? 0) > run.epoch) {
      metrics.set(
        run.id,
        known.filter(({ epoch }) => epoch <= run.epoch),
      )
    }
    return run
  }
  const runs = collection<Run>({
    list: async () => (await call('runs.list', {})).map(withoutLost),
    changed: 'runs.changed',
  })
  const steps = shallowReactive(new Map<string, TrainingStep>())

  /** Loads a run's metrics unless they are loaded or loading. */
  const watchMetrics = (id: string): Promise<void> => (metrics.has(id) ? Promise.resolve() : loadMetrics(id))

  const showSteps = perFrame<{ id: string; step: TrainingStep }>((told) => {
    for (const { id, step } of told) steps.set(id, step)
  })
  on('runs.epoch', take)
  on('runs.step', showSteps)
  on('runs.changed', ({ id, record }) => {
    if (record) withoutLost(record)
    if (record?.state !== 'running') steps.delete(id)
  })
  return { ...runs, metrics, steps, loadMetrics, watchMetrics }
})
