import { computed, ref, shallowRef, watch } from 'vue'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { useFloats } from '../../../composables/use-floats.ts'
import { framesOf } from '../../validations/page/frames.ts'

/** Steps of the solver, as the terminal has them. */
export const usualSteps = 12
export const solverLimits = { min: 1, max: 1000 }

/** Whether a field has a whole number within limits. */
export const isWhole = (value: number, { min, max }: { min: number; max: number }) =>
  Number.isInteger(value) && value >= min && value <= max

/**
 * Pictures that a flow's solver makes, which takes seconds: only once they are asked for.
 * @param addressOf of the pictures that were asked for
 */
export function useSolved<T>(run: () => Run, addressOf: (asked: T) => string) {
  const asked = shallowRef<T | null>(null)
  watch(
    () => run().id,
    () => (asked.value = null),
  )
  const address = computed(() => (asked.value === null ? null : addressOf(asked.value)))
  const { values, missing } = useFloats(
    () => address.value,
    () => run().id,
  )
  const waiting = ref(false)
  watch(address, (at) => (waiting.value = at !== null))
  watch([values, missing], () => (waiting.value = false))
  const frames = computed(() => framesOf(values.value, run().config.size))
  return { asked, frames, missing, waiting }
}
