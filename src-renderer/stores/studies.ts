import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import type { StudySummary, Trial } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { collection } from './collection.ts'

/** One trial per number, in order; a trial reported again replaces the old one. */
export function withTrials(known: readonly Trial[], told: readonly Trial[]): Trial[] {
  const byNumber = new Map([...known, ...told].map((trial) => [trial.number, trial]))
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

/** Studies in the catalog, with the trials of those that were viewed. */
export const useStudies = defineStore('studies', () => {
  const studies = collection<StudySummary>({
    list: () => call('studies.list', {}),
    changed: 'studies.changed',
  })
  const trials = shallowReactive(new Map<string, readonly Trial[]>())
  /** By study, trials reported while its list is loading; they are newer than the list. */
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
  /** Loads a study's trials unless they are loaded or loading. */
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
    // If loading fails (study removed, connection lost again), the old trials stay until the next connection.
    for (const id of trials.keys()) loadTrials(id).catch(() => undefined)
  })
  // A new study may reuse the name of a removed one, but has its own trials.
  watch(studies.items, () => {
    for (const id of trials.keys()) if (!studies.find(id)) trials.delete(id)
  })

  return { ...studies, trials, loadTrials, watchTrials }
})
