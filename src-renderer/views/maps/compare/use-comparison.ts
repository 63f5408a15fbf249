import { computed, watch, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { useMaps } from '../../../stores/maps.ts'
import { comparisonOf, comparisonQuery, type Comparison } from './comparison.ts'

/**
 * The comparison in the address of the page: another map or column, and how both are shown. Back and forward in the
 * window's history lead through what was chosen.
 * @param column of the first map; it is part of the address while two are compared
 */
export function useComparison(map: () => SkyMap, column: WritableComputedRef<number>) {
  const maps = useMaps()
  const route = useRoute()
  const router = useRouter()

  const comparison = computed<Comparison | null>({
    get: () => comparisonOf(route.query),
    // Without its id in the path, the page would show whichever map was viewed last.
    set: (next) => void router.push({ path: `/maps/${map().id}`, query: comparisonQuery(next, column.value) }),
  })
  /** The second map and its column; null if nothing is compared or the map is gone. */
  const second = computed(() => {
    const other = comparison.value && maps.find(comparison.value.map)
    if (!other) return null
    return { map: other, column: Math.min(comparison.value!.column, other.columns.length - 1) }
  })
  watch(
    () => route.query.column,
    (asked) => {
      const at = Number.parseInt(String(asked))
      if (comparison.value && at >= 0 && at < map().columns.length) column.value = at
    },
    { immediate: true },
  )
  watch(column, (now) => {
    if (comparison.value && route.query.column !== String(now))
      void router.replace({ query: comparisonQuery(comparison.value, now) })
  })
  return { comparison, second }
}
