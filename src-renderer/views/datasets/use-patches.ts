import { shallowRef, watch } from 'vue'
import type { Dataset, Patch } from '../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'

/** The table of patches of a dataset; empty until it is cut. */
export function usePatches(dataset: () => Pick<Dataset, 'id' | 'state'> | null) {
  const patches = shallowRef<readonly Patch[]>([])
  const failure = shallowRef<CirrusError | null>(null)
  let asking: AbortController | null = null

  async function load() {
    asking?.abort()
    const { signal } = (asking = new AbortController())
    failure.value = null
    const wanted = dataset()
    if (wanted?.state !== 'complete') return void (patches.value = [])
    try {
      const found = await call('datasets.patches', { id: wanted.id }, { signal })
      if (!signal.aborted) patches.value = found
    } catch (error) {
      if (!signal.aborted) failure.value = error as CirrusError
    }
  }
  watch(
    () => [dataset()?.id, dataset()?.state],
    (now, before) => {
      if (now[0] !== before?.[0]) patches.value = []
      void load()
    },
    { immediate: true },
  )
  return { patches, failure, load }
}
