import { ref, shallowRef, watch } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'

/** What the host refused of a form: each error at the field that it names, until the form is changed. */
export function useFieldErrors(form: () => unknown) {
  const error = shallowRef<CirrusError | null>(null)
  const busy = ref(false)
  const clear = () => {
    error.value = null
  }
  watch(form, clear, { deep: true })
  return {
    error,
    /** While the host has not answered. */
    busy,
    clear,
    /** The message of an error at this field or inside of it (`space.2` has `space.2.low`); '' where there is none. */
    at: (field: string): string => {
      const named = error.value?.field
      return named === field || named?.startsWith(`${field}.`) ? error.value!.message : ''
    },
    /** Does something that may be refused; undefined where it is. */
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
