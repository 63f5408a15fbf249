import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { priorOf } from '../../src-preload/contract/index.ts'
import type { Prior, TrainingStep } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { epochCurves } from './epoch-curves.ts'

/** The priors of the runs that were viewed, with the curves of those that were viewed and the progress of those running. */
export const usePriors = defineStore('priors', () => {
  const ofRun = shallowReactive(new Map<string, readonly Prior[]>())
  const { curves: metrics, load: loadMetrics, take } = epochCurves((id) => call('priors.metrics', { id }))
  const steps = shallowReactive(new Map<string, TrainingStep>())

  /** Reads the folders again: a terminal may have trained a prior, or the run may have been trained further. */
  const load = async (runId: string) => void ofRun.set(runId, await call('priors.list', { runId }))
  const put = (prior: Prior) => {
    const others = (ofRun.get(prior.runId) ?? []).filter(({ id }) => id !== prior.id)
    ofRun.set(
      prior.runId,
      [...others, prior].sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
  }
  const drop = (id: string) => {
    const { runId } = priorOf(id)
    metrics.delete(id)
    ofRun.set(
      runId,
      (ofRun.get(runId) ?? []).filter((other) => other.id !== id),
    )
  }

  on('priors.changed', ({ id, record }) => {
    if (record?.state !== 'running') steps.delete(id)
    if (!ofRun.has(priorOf(id).runId)) return
    if (record) put(record)
    else drop(id)
  })
  on('priors.epoch', take)
  on(
    'priors.step',
    perFrame<{ id: string; step: TrainingStep }>((told) => {
      for (const { id, step } of told) steps.set(id, step)
    }),
  )
  onConnected(() => {
    for (const id of ofRun.keys()) load(id).catch(() => undefined)
  })
  return { ofRun, metrics, steps, load, loadMetrics, put, drop }
})
