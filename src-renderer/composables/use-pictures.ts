import { shallowRef, watch } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'
import { fetchFloats } from '../connection/index.ts'

/** Pictures by their addresses, fetched when they are asked for and kept as long as they are. */
export function usePictures(addresses: () => readonly string[]) {
  const pictures = shallowRef<ReadonlyMap<string, Float32Array>>(new Map())
  const failure = shallowRef<CirrusError | null>(null)

  watch(
    () => addresses().join('\n'),
    async (_now, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      const wanted = addresses()
      pictures.value = new Map([...pictures.value].filter(([address]) => wanted.includes(address)))
      failure.value = null
      const missing = wanted.filter((address) => !pictures.value.has(address))
      await Promise.all(
        missing.map(async (address) => {
          try {
            const values = await fetchFloats(address, abort.signal)
            if (!abort.signal.aborted) pictures.value = new Map([...pictures.value, [address, values]])
          } catch (error) {
            const { code } = error as CirrusError
            if (code !== 'not-found' && code !== 'cancelled' && !abort.signal.aborted)
              failure.value = error as CirrusError
          }
        }),
      )
    },
    { immediate: true },
  )
  return { pictures, failure }
}
