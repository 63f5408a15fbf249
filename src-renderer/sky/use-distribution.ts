import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ColumnDistribution } from '../../src-preload/contract/index.ts'
import { call } from '../connection/index.ts'

/** The distribution of the column that is shown, once it is wanted; null until the host has counted its pixels. */
export function useDistribution(source: () => { id: string; column: number } | null, wanted: () => boolean) {
  const distribution = shallowRef<ColumnDistribution | null>(null)
  let asking: AbortController | null = null
  const of = () => {
    const from = source()
    return from ? `${from.id} ${from.column}` : ''
  }
  watch(of, () => (distribution.value = null), { flush: 'sync' })
  watch(
    () => (wanted() ? of() : ''),
    async (key) => {
      asking?.abort()
      const from = source()
      if (key === '' || !from || distribution.value) return
      const { signal } = (asking = new AbortController())
      try {
        const counted = await call('maps.distribution', from, { signal })
        if (!signal.aborted) distribution.value = counted
      } catch {
        // The sky view reports what is wrong with the map; without the distribution its own cuts remain.
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => asking?.abort())
  return distribution
}
