import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useRuns } from '../../../stores/runs.ts'
import { filterRuns, misread } from './run-filter.ts'
import type { RunFilter } from './run-filter.ts'

/** The filter of the runs page, which is part of its address, and the runs that it leaves. */
export function useRunFilter() {
  const route = useRoute()
  const router = useRouter()
  const runs = useRuns()
  const filter = computed<RunFilter>(() => ({
    words: typeof route.query.find === 'string' ? route.query.find : '',
    starred: 'starred' in route.query,
    archived: 'archived' in route.query,
    trials: 'trials' in route.query,
  }))
  const set = (changes: Partial<RunFilter>) => {
    const { words, ...flags } = { ...filter.value, ...changes }
    const { find: _find, starred: _starred, archived: _archived, trials: _trials, ...others } = route.query
    const set = Object.entries(flags).filter(([, wanted]) => wanted)
    const query = {
      ...others,
      ...(words ? { find: words } : {}),
      ...Object.fromEntries(set.map(([name]) => [name, null])),
    }
    void router.replace({ query })
  }
  return {
    filter,
    set,
    shown: computed(() => filterRuns(runs.items, filter.value)),
    failure: computed(() => misread(filter.value.words)),
    trials: computed(() => runs.items.filter(({ studyId }) => studyId !== null).length),
    away: computed(() => runs.items.filter(({ archived }) => archived).length),
  }
}
