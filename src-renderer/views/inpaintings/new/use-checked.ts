import { shallowRef, watch } from 'vue'
import type { InpaintingOrder } from '../../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { call } from '../../../connection/index.ts'

/** The host's check of an inpainting before it starts: its future folder, or why it is refused. */
export interface Checked {
  order: InpaintingOrder
  folder: string | null
  refusal: CirrusError | null
}

/** Checks inpaintings with the host whenever the form changes. */
export function useChecked(orders: () => readonly InpaintingOrder[]) {
  const checked = shallowRef<Checked[]>([])
  watch(
    () => JSON.stringify(orders()),
    async (_now, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      const answers = orders().map(async (order): Promise<Checked> => {
        try {
          const { folder } = await call('inpaintings.check', order, { signal: abort.signal })
          return { order, folder, refusal: null }
        } catch (error) {
          return { order, folder: null, refusal: error as CirrusError }
        }
      })
      const all = await Promise.all(answers)
      if (!abort.signal.aborted) checked.value = all
    },
    { immediate: true },
  )
  return checked
}
