import { computed, inject, provide, ref } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'

/** A patch of the dataset, by its index, that every view of the page shows together. */
export interface LinkedPatch {
  /** The one that was chosen; it stays. */
  selected: Ref<number | null>
  /** The one under the cursor, in whichever view. */
  hovered: Ref<number | null>
  /** What is highlighted: the one under the cursor, else the chosen one. */
  highlighted: ComputedRef<number | null>
}
const key: InjectionKey<LinkedPatch> = Symbol('linked patch')

/** @param selected where the choice is kept */
export function provideLinkedPatch(selected: Ref<number | null>): LinkedPatch {
  const hovered = ref<number | null>(null)
  const linked = { selected, hovered, highlighted: computed(() => hovered.value ?? selected.value) }
  provide(key, linked)
  return linked
}

export const useLinkedPatch = (): LinkedPatch => inject(key)!
