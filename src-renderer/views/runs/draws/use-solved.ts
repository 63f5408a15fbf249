import { computed, ref, shallowRef, watch } from 'vue'
import { usualSolver } from '../../../../src-preload/contract/index.ts'
import type { Run, Solved, SolverName } from '../../../../src-preload/contract/index.ts'
import type { Unit } from '../../../components/unit.ts'
import { useFloats } from '../../../composables/use-floats.ts'
import { framesOf } from '../../validations/page/frames.ts'

/** How a flow is solved. */
export interface SolverChoice {
  solver: SolverName
  solverSteps: number
}

export interface Making {
  /** Null where nothing is solved. */
  solver: SolverChoice | null
  unit: Unit
}

/** As the terminal has it by default. */
const usualChoice = (): SolverChoice => ({ solver: usualSolver, solverSteps: 12 })
export const stepLimits = { min: 1, max: 1000 }

/** The choice as draws and interpolations have it: the usual solver needs no name. */
const solvedBy = (choice: SolverChoice | null): Partial<SolverChoice> =>
  choice === null
    ? {}
    : { ...(choice.solver !== usualSolver && { solver: choice.solver }), solverSteps: choice.solverSteps }

/** Whether a field has a whole number within limits. */
export const isWhole = (value: number, { min, max }: { min: number; max: number }) =>
  Number.isInteger(value) && value >= min && value <= max

/**
 * How pictures are made and in which unit they are shown: the fields of SolvedForm, which draws and interpolations share.
 * @param isSolved whether a flow is solved for them
 */
export function useMaking(isSolved: boolean) {
  const making = ref<Making>({ solver: isSolved ? usualChoice() : null, unit: 'standard' })
  return {
    making,
    solved: computed<Solved>(() => ({
      ...solvedBy(making.value.solver),
      ...(making.value.unit === 'map' ? { unit: 'map' } : {}),
    })),
    rightlySolved: computed(() => making.value.solver === null || isWhole(making.value.solver.solverSteps, stepLimits)),
  }
}

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
