import { ref, shallowRef, watch } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'
import { fetchFloats } from '../connection/index.ts'

/**
 * The binary resource at an address that changes. The previous one stays until the next has loaded, or if that fails
 * (`missing` says why), as long as both have the same subject.
 * @param address null for none
 */
export function useFloats(address: () => string | null, subject: () => string) {
  const values = shallowRef<Float32Array | null>(null)
  const missing = ref('')
  watch(
    [subject, address] as const,
    async ([of, at], [before], onCleanup) => {
      if (of !== before) {
        values.value = null
        missing.value = ''
      }
      if (at === null) return
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      try {
        const floats = await fetchFloats(at, abort.signal)
        if (abort.signal.aborted) return
        values.value = floats
        missing.value = ''
      } catch (error) {
        if ((error as CirrusError).code !== 'cancelled') missing.value = (error as CirrusError).message
      }
    },
    { immediate: true },
  )
  return { values, missing }
}
