import { ref, shallowRef, watch } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'

/** The host's errors about a form, each at the field that it names, until the form changes. */
export function useFieldErrors(form: () => unknown) {
  const error = shallowRef<CirrusError | null>(null)
  const busy = ref(false)
  const clear = () => {
    error.value = null
  }
  watch(form, clear, { deep: true })
  return {
    error,
    /** True until the host answers. */
    busy,
    clear,
    /** The error at this field or inside it (`space.2` includes `space.2.low`); '' if there is none. */
    at: (field: string): string => {
      const named = error.value?.field
      return named === field || named?.startsWith(`${field}.`) ? error.value!.message : ''
    },
    /** Runs an action that the host may refuse; undefined if it does. */
    attempt: async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      clear()
      busy.value = true
      try {
        return await work()
      } catch (refusal) {
        error.value = refusal as CirrusError
        return undefined
      } finally {
        busy.value = false
      }
    },
  }
}
