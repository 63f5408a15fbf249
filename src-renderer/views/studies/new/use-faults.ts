import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Study } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { spaceFaults } from '../../../../src-shared/study/space-faults.ts'
import { useFieldErrors } from '../../../composables/use-field-errors.ts'

type Draft = Pick<Study, 'space' | 'objective' | 'epochs'> & { base: TrainingConfig }

/** What is wrong with a study in its form, by field: what can be seen here, and what the host refused. */
export function useFaults(draft: Readonly<Ref<Draft | null>>, name: Readonly<Ref<string>>) {
  const { at, attempt, busy, error } = useFieldErrors(() => [draft.value, name.value])
  /** By the parameter's place. */
  const space = computed(() => {
    if (!draft.value) return {}
    const { space, base } = draft.value
    const faults: Record<number, string> = Object.fromEntries(
      spaceFaults(space, base).map(({ index, reason }) => [index, reason]),
    )
    for (const i of space.keys()) {
      const refused = at(`space.${i}`)
      if (refused) faults[i] = refused
    }
    return faults
  })
  /** Patches that are not evaluated give no value. */
  const objective = computed(() => {
    if (!draft.value) return ''
    const { objective, base, epochs } = draft.value
    const isNever = objective.metric.startsWith('test') && (base.testEvery === 0 || base.testEvery > epochs)
    if (!isNever) return at('objective')
    return `The test patches are never evaluated: set “test every” to at most ${epochs}.`
  })
  const faults = computed(() => ({
    space: space.value,
    objective: objective.value,
    name: at('name'),
    executor: at('executor'),
  }))
  return { faults, refused: computed(() => error.value?.message ?? null), busy, attempt }
}
