import { computed, type Ref } from 'vue'
import type { SkyMap } from '../../../src-preload/contract/index.ts'
import { remembered } from '../../stores/remembered.ts'

/** The column of a map to show: the last one viewed, or the first. */
export function useMapColumn(map: Readonly<Ref<Pick<SkyMap, 'id' | 'columns'> | null>>) {
  const kept = computed(() => remembered(`column.${map.value?.id ?? ''}`, 0))
  return computed<number>({
    get: () => Math.max(0, Math.min((map.value?.columns.length ?? 1) - 1, kept.value.value)),
    set: (index) => (kept.value.value = index),
  })
}
