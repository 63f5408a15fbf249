import { computed, inject, provide, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { brushed, withBrush } from './brushes.ts'
import type { Brushes } from './brushes.ts'
import type { StyleName } from './trial-styles.ts'
import type { Scale } from './scales.ts'

/** The trials that all charts of the page and its table highlight together. */
export interface LinkedTrials {
  /** The trial under the cursor, in any chart or the table. */
  hovered: Ref<number | null>
  /** The trials selected by click, lasso or brushes; the others are dimmed. Empty: no selection, none dimmed. */
  selected: ComputedRef<ReadonlySet<number>>
  /** Selects trials by hand: replaces the selection and the brushes, or adds to the selection. */
  select: (numbers: Iterable<number>, add?: boolean) => void
  brushes: Ref<Brushes>
  brush: (key: string, stretch: readonly [number, number] | null) => void
  /** Hidden states. */
  hidden: Ref<ReadonlySet<StyleName>>
}
const key: InjectionKey<LinkedTrials> = Symbol('linked trials')

/** @param open the single trial in the address; null for none */
export function provideLinkedTrials(
  open: Ref<number | null>,
  known: () => { trials: readonly Trial[]; scales: readonly Scale[] },
): LinkedTrials {
  const several = shallowRef<ReadonlySet<number>>(new Set())
  const brushes = shallowRef<Brushes>(new Map())
  const hidden = shallowRef<ReadonlySet<StyleName>>(new Set())
  const selected = computed((): ReadonlySet<number> => {
    if (brushes.value.size > 0) {
      const { trials, scales } = known()
      return new Set(brushed(trials, scales, brushes.value).map(({ number }) => number))
    }
    if (several.value.size > 1) return several.value
    return new Set(open.value === null ? [] : [open.value])
  })
  const select = (numbers: Iterable<number>, add = false) => {
    const before = selected.value
    const chosen = new Set(numbers)
    // Adding a trial a second time removes it.
    const again = add && chosen.size === 1 && [...chosen].every((number) => before.has(number))
    const left = [...before].filter((number) => !again || !chosen.has(number))
    const next = !add ? chosen : new Set([...left, ...(again ? [] : chosen)])
    brushes.value = new Map()
    several.value = next
    open.value = next.size === 1 ? [...next][0] : null
  }
  const brush = (axis: string, stretch: readonly [number, number] | null) => {
    brushes.value = withBrush(brushes.value, axis, stretch)
    several.value = new Set()
    if (open.value !== null) open.value = null
  }
  const linked = { hovered: shallowRef<number | null>(null), selected, select, brushes, brush, hidden }
  provide(key, linked)
  return linked
}

export const useLinkedTrials = (): LinkedTrials => inject(key)!
