import { defineComponent, h, ref } from 'vue'
import type { Component } from 'vue'
import type { Validation } from '../../../../src-preload/contract/index.ts'
import type { SetResults, UnitResults } from '../../../../src-shared/validation/results.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import type { Unit } from '../../../../src-renderer/components/unit.ts'
import type { ReferenceSet } from '../../../../src-renderer/views/validations/charts/set-curves.ts'
import { useHighlightedPatch } from '../../../../src-renderer/views/validations/page/highlighted-patch.ts'
import { provideLinkedPatch } from '../../../../src-renderer/views/validations/page/linked-patch.ts'
import type { LinkedPatch } from '../../../../src-renderer/views/validations/page/linked-patch.ts'
import type { Measured } from '../../../../src-renderer/views/validations/page/measured.ts'
import type { HighlightedPatch } from '../../../../src-renderer/views/validations/page/highlighted-patch.ts'
import { patches } from '../../fake/records.ts'
import { validatedPatch, validationResults } from '../../fake/validation-results.ts'
import { validations } from '../../fake/validations.ts'
import { openPage } from '../mount-page.ts'

const latents = 32
const testPatches = patches.filter(({ split }) => split === 'test')

/** A complete validation of the first test patches from the fake host; a copy that can be changed. */
export function measuredOf(count = 48, changes: Partial<Validation> = {}): Measured {
  const some = Array.from({ length: count }, (_, i) => testPatches[i] ?? { ...testPatches[0], index: 100_000 + i })
  return {
    validation: { ...validations[0], ...changes },
    results: validationResults(
      some.slice(0, 48).map(({ index }) => index),
      latents,
    ),
    patches: some.map(validatedPatch),
  }
}

/** The largest error first. */
export const byError = ({ patches: some }: Measured) =>
  some.toSorted((a, b) => b.meanSquaredError - a.meanSquaredError).map(({ index }) => index)

/** Replaces a set in a unit's results, to check that the drawing follows. */
export const withSet = (results: UnitResults, name: keyof UnitResults['sets'], set: Partial<SetResults>) => {
  results.sets[name] = { ...results.sets[name]!, ...set }
}

interface Stage {
  measured?: Measured
  unit?: Unit
  references?: readonly ReferenceSet[]
  selected?: number | null
  props?: Record<string, unknown>
  host?: Parameters<typeof openPage>[3]
}

/** A single view or chart of a validation, with the linked patch. */
export async function showView(
  view: Component,
  { measured = measuredOf(), unit = 'standard', references = ['linear'], selected = null, props, host }: Stage = {},
) {
  let linked!: LinkedPatch
  let highlighted!: HighlightedPatch
  const choice = ref(selected)
  const shown = ref({ measured, unit, references })
  const Linked = defineComponent(() => {
    linked = provideLinkedPatch(choice)
    return () => h(Highlighting)
  })
  const Highlighting = defineComponent(() => {
    highlighted = useHighlightedPatch(
      () => shown.value.measured,
      () => shown.value.unit,
    )
    return () => h(view, { ...shown.value, highlighted, ...props })
  })
  const open = await openPage(Linked, '/', {}, host)
  const chart = (name: string) => open.page.findAllComponents(Chart).find((one) => one.props('name') === name)!
  /** The curves of a chart by name. */
  const curves = (name: string) =>
    new Map(
      chart(name)
        .props('series')
        .map((one) => [one.name, one]),
    )
  return { ...open, linked, highlighted, shown, chart, curves }
}
export type Shown = Awaited<ReturnType<typeof showView>>
