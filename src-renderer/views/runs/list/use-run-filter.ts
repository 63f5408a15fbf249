import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useRuns } from '../../../stores/runs.ts'
import { listedRows } from './listed-rows.ts'
import { filterRuns, misread } from './run-filter.ts'
import type { RunFilter } from './run-filter.ts'

/**
 * The filter of the runs page and the unfolded studies, both part of the address, and the matching runs. `?trials`
 * unfolds all studies, `?trials=a,b` two.
 */
export function useRunFilter() {
  const route = useRoute()
  const router = useRouter()
  const runs = useRuns()
  const filter = computed<RunFilter>(() => ({
    words: typeof route.query.find === 'string' ? route.query.find : '',
    starred: 'starred' in route.query,
    archived: 'archived' in route.query,
  }))
  const set = (changes: Partial<RunFilter>) => {
    const { words, starred, archived } = { ...filter.value, ...changes }
    const { find: _find, starred: _starred, archived: _archived, ...others } = route.query
    const flags = { ...(starred && { starred: null }), ...(archived && { archived: null }) }
    void router.replace({ query: { ...others, ...(words && { find: words }), ...flags } })
  }
  const left = computed(() => filterRuns(runs.items, filter.value))
  const studies = computed(() => [...new Set(left.value.flatMap(({ studyId }) => studyId ?? []))])
  const open = computed<readonly string[]>(() => {
    const { trials } = route.query
    return typeof trials === 'string' ? trials.split(',') : trials === null ? studies.value : []
  })
  /** Unfolds these studies. */
  const list = (ids: readonly string[]) => {
    const { trials: _, ...others } = route.query
    const trials = ids.length === studies.value.length ? null : ids.join(',')
    void router.replace({ query: { ...others, ...(ids.length > 0 && { trials }) } })
  }
  const rows = computed(() => listedRows(left.value, (id) => open.value.includes(id)))
  return {
    filter,
    set,
    left,
    rows,
    /** The runs of the table, without folded trials. */
    shown: computed(() => rows.value.flatMap(({ run }) => run ?? [])),
    studies,
    open,
    list,
    toggle: (id: string) =>
      list(open.value.includes(id) ? open.value.filter((one) => one !== id) : [...open.value, id]),
    failure: computed(() => misread(filter.value.words)),
    away: computed(() => runs.items.filter(({ archived }) => archived).length),
  }
}
