import { shallowRef, watch } from 'vue'
import type { InpaintingConfig } from '../../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { call } from '../../../connection/index.ts'

/** The host's check of an inpainting before it starts: its future folder, or why it is refused. */
export interface Checked {
  config: InpaintingConfig
  folder: string | null
  refusal: CirrusError | null
}

/** Checks inpaintings of a run with the host whenever the form changes. */
export function useChecked(order: () => { runId: string; configs: readonly InpaintingConfig[] }) {
  const checked = shallowRef<Checked[]>([])
  watch(
    () => JSON.stringify(order()),
    async (_now, _before, onCleanup) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      const { runId, configs } = order()
      const answers = configs.map(async (config): Promise<Checked> => {
        try {
          const { folder } = await call('inpaintings.check', { runId, config }, { signal: abort.signal })
          return { config, folder, refusal: null }
        } catch (error) {
          return { config, folder: null, refusal: error as CirrusError }
        }
      })
      const all = await Promise.all(answers)
      if (!abort.signal.aborted) checked.value = all
    },
    { immediate: true },
  )
  return checked
}
