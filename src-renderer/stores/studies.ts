import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import type { StudySummary, Trial } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { collection } from './collection.ts'

/** One trial a number, in order; one that is told again takes the place of what was known. */
export function withTrials(known: readonly Trial[], told: readonly Trial[]): Trial[] {
  const byNumber = new Map([...known, ...told].map((trial) => [trial.number, trial]))
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

/** Studies in the catalog, and the trials of those that were looked at. */
export const useStudies = defineStore('studies', () => {
  const studies = collection<StudySummary>({
    list: () => call('studies.list', {}),
    changed: 'studies.changed',
  })
  const trials = shallowReactive(new Map<string, readonly Trial[]>())
  /** By study, while its trials are on their way: what is told of them meanwhile is newer than what comes. */
  const coming = new Map<string, { told: Trial[]; done: Promise<void> }>()

  const loadTrials = (id: string): Promise<void> => {
    const known = coming.get(id)
    if (known) return known.done
    const told: Trial[] = []
    const done = call('studies.trials', { id })
      .then((all) => void trials.set(id, withTrials(all, told)))
      .finally(() => coming.delete(id))
    coming.set(id, { told, done })
    return done
  }
  /** Loads a study's trials unless they are here already, or on their way. */
  const watchTrials = (id: string): Promise<void> => (trials.has(id) ? Promise.resolve() : loadTrials(id))

  const take = perFrame<{ id: string; trial: Trial }>((all) => {
    for (const id of new Set(all.map((one) => one.id))) {
      const told = all.filter((one) => one.id === id).map(({ trial }) => trial)
      coming.get(id)?.told.push(...told)
      const known = trials.get(id)
      if (known) trials.set(id, withTrials(known, told))
    }
  })
  on('studies.trial', take)
  onConnected(() => {
    // What cannot be loaded (a study removed meanwhile, a connection lost again) stays as it is until the next connection.
    for (const id of trials.keys()) loadTrials(id).catch(() => undefined)
  })
  // A study that is gone leaves its name to another one, which has trials of its own.
  watch(studies.items, () => {
    for (const id of trials.keys()) if (!studies.find(id)) trials.delete(id)
  })

  return { ...studies, trials, loadTrials, watchTrials }
})
