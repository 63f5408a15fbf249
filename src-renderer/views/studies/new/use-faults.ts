import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Study } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { spaceFaults } from '../../../../src-shared/study/space-faults.ts'
import { whyUnmeasured } from '../../../../src-shared/study/unmeasured.ts'
import { useFieldErrors } from '../../../composables/use-field-errors.ts'

type Draft = Pick<Study, 'space' | 'objective' | 'epochs'> & { base: TrainingConfig }

/** The errors of a study in its form, by field: those found here, and the host's. */
export function useFaults(draft: Readonly<Ref<Draft | null>>, name: Readonly<Ref<string>>) {
  const { at, attempt, busy, error } = useFieldErrors(() => [draft.value, name.value])
  /** By the index of the parameter. */
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
  /** What is never measured gives no value. */
  const objective = computed(() => {
    if (!draft.value) return ''
    const { objective, base, epochs } = draft.value
    const unmeasured = whyUnmeasured(objective, base, epochs)
    if (unmeasured === 'term') return 'A flow’s loss has one term only.'
    if (unmeasured === 'test') return `The test patches are never evaluated: set “test every” to at most ${epochs}.`
    return at('objective')
  })
  const faults = computed(() => ({
    space: space.value,
    objective: objective.value,
    name: at('name'),
    executor: at('executor'),
  }))
  return { faults, refused: computed(() => error.value?.message ?? null), busy, attempt }
}
