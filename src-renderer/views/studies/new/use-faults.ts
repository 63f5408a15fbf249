import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Study } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { spaceFaults } from '../../../../src-shared/study/space-faults.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { refusalOf } from './refusal.ts'
import type { Refusal } from './refusal.ts'

type Draft = Pick<Study, 'space' | 'objective' | 'epochs'> & { base: TrainingConfig }

/**
 * What is wrong with a study in its form, by the part that it is about: what can be seen here, and what the host refused it
 * for, until the form is changed.
 */
export function useFaults(draft: Readonly<Ref<Draft | null>>, name: Readonly<Ref<string>>) {
  const refusal = ref<Refusal | null>(null)
  watch([draft, name], () => (refusal.value = null), { deep: true })

  const refusedAs = (place: Refusal['place']) => (refusal.value?.place === place ? refusal.value.text : undefined)
  const space = computed(() => {
    if (!draft.value) return {}
    const { space, base } = draft.value
    const faults: Record<number, string> = Object.fromEntries(
      spaceFaults(space, base).map(({ index, reason }) => [index, reason]),
    )
    const at = space.findIndex((one) => one.name === refusal.value?.parameter)
    return at < 0 ? faults : { ...faults, [at]: refusal.value!.text }
  })
  /** Patches that are not looked at evaluate nothing. */
  const objective = computed(() => {
    if (!draft.value) return undefined
    const { objective, base, epochs } = draft.value
    const isNever = objective.metric.startsWith('test') && (base.testEvery === 0 || base.testEvery > epochs)
    if (!isNever) return refusedAs('objective')
    return `The test patches are never looked at: set “test every” to ${epochs} epochs or fewer.`
  })
  const faults = computed(() => ({
    space: space.value,
    objective: objective.value,
    name: refusedAs('name'),
    executor: refusedAs('executor'),
  }))
  return {
    faults,
    /** What the host refused, in its words. */
    refused: computed(() => refusal.value?.text ?? null),
    take: (error: CirrusError) => (refusal.value = refusalOf(error)),
  }
}
