import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { EpochMetrics, Run, TrainingStep } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { collection } from './collection.ts'

/** One row per epoch, in order; a row reported again (after a resume) replaces the old one. */
export function withEpochs(known: readonly EpochMetrics[], told: readonly EpochMetrics[]): EpochMetrics[] {
  const last = known.at(-1)?.epoch ?? -1
  if (told.every(({ epoch }, i) => epoch > (i === 0 ? last : told[i - 1].epoch))) return [...known, ...told]
  const rows = new Map([...known, ...told].map((row) => [row.epoch, row]))
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch)
}

/** Runs in the catalog, with the metrics of those that were viewed and the progress of those running. */
export const useRuns = defineStore('runs', () => {
  const metrics = shallowReactive(new Map<string, readonly EpochMetrics[]>())
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

  const loadMetrics = async (id: string) => {
    const rows = await call('runs.metrics', { id })
    metrics.set(id, withEpochs(rows, metrics.get(id) ?? []))
  }
  const coming = new Map<string, Promise<void>>()
  /** Loads a run's metrics unless they are loaded or loading. */
  const watchMetrics = (id: string): Promise<void> => {
    if (metrics.has(id)) return Promise.resolve()
    const loading = coming.get(id) ?? loadMetrics(id).finally(() => coming.delete(id))
    coming.set(id, loading)
    return loading
  }

  const appendEpochs = perFrame<{ id: string; metrics: EpochMetrics }>((told) => {
    for (const id of new Set(told.map((one) => one.id))) {
      const known = metrics.get(id)
      if (!known) continue
      const rows = told.filter((one) => one.id === id).map((one) => one.metrics)
      metrics.set(id, withEpochs(known, rows))
    }
  })
  const showSteps = perFrame<{ id: string; step: TrainingStep }>((told) => {
    for (const { id, step } of told) steps.set(id, step)
  })
  on('runs.epoch', appendEpochs)
  on('runs.step', showSteps)
  on('runs.changed', ({ id, record }) => {
    if (record) withoutLost(record)
    if (record?.state !== 'running') steps.delete(id)
  })
  onConnected(() => {
    // If loading fails (run removed, connection lost again), the old rows stay until the next connection.
    for (const id of metrics.keys()) loadMetrics(id).catch(() => undefined)
  })
  return { ...runs, metrics, steps, loadMetrics, watchMetrics }
})
