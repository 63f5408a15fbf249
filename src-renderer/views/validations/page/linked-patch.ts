import { computed, inject, provide, ref } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'

/** The patch, by its index in the dataset, that all views of the page highlight together. */
export interface LinkedPatch {
  /** The selected patch; it persists. */
  selected: Ref<number | null>
  /** The patch under the cursor, in any view. */
  hovered: Ref<number | null>
  /** The highlighted patch: the one under the cursor, else the selected one. */
  highlighted: ComputedRef<number | null>
}
const key: InjectionKey<LinkedPatch> = Symbol('linked patch')

/** @param selected where the selection is stored */
export function provideLinkedPatch(selected: Ref<number | null>): LinkedPatch {
  const hovered = ref<number | null>(null)
  const linked = { selected, hovered, highlighted: computed(() => hovered.value ?? selected.value) }
  provide(key, linked)
  return linked
}

export const useLinkedPatch = (): LinkedPatch => inject(key)!
