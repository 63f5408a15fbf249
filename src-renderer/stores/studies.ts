import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { StudySummary, Trial } from '../../src-preload/contract/index.ts'
import { call, on } from '../connection/index.ts'
import { collection } from './collection.ts'
import { toldRows } from './told-rows.ts'

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
  const {
    rows: trials,
    load: loadTrials,
    take,
  } = toldRows({
    list: (id) => call('studies.trials', { id }),
    merged: withTrials,
    rowOf: ({ trial }: { id: string; trial: Trial }) => trial,
  })
  /** Loads a study's trials unless they are loaded or loading. */
  const watchTrials = (id: string): Promise<void> => (trials.has(id) ? Promise.resolve() : loadTrials(id))

  on('studies.trial', take)
  // A new study may reuse the name of a removed one, but has its own trials.
  watch(studies.items, () => {
    for (const id of trials.keys()) if (!studies.find(id)) trials.delete(id)
  })

  return { ...studies, trials, loadTrials, watchTrials }
})
