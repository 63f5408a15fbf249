import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { datasetMethods, type DatasetRecipe, type datasetPreviewSchema } from '../../../src-preload/contract/index.ts'
import type { z } from 'zod'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'

export type DatasetPreview = z.infer<typeof datasetPreviewSchema>

/** A recipe, the column of a map that it would cut, and the name of the dataset. */
export type WantedPreview = DatasetRecipe & { mapId?: string; column?: number; name?: string }

/** Milliseconds of rest before the host is asked. */
const rest = 200

/**
 * What a recipe would give, asked for while it is being changed. The last answer stays, as stale, until the next one is
 * there, and goes when the next recipe is refused: it would be taken for that of what is typed. Null recipes and those
 * that are not valid ask for nothing.
 */
export function useRecipePreview(recipe: () => WantedPreview | null) {
  const preview = shallowRef<DatasetPreview | null>(null)
  const failure = shallowRef<CirrusError | null>(null)
  const stale = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  async function ask(wanted: WantedPreview) {
    const { signal } = (asking = new AbortController())
    try {
      const answer = await call('datasets.preview', wanted, { signal })
      if (signal.aborted) return
      preview.value = answer
      failure.value = null
      stale.value = false
    } catch (error) {
      if (signal.aborted) return
      preview.value = null
      failure.value = error instanceof CirrusError ? error : new CirrusError('internal', String(error))
    }
  }
  watch(
    recipe,
    (next) => {
      clearTimeout(timer)
      asking?.abort()
      const parsed = datasetMethods['datasets.preview'].params.safeParse(next)
      stale.value = true
      failure.value = null
      if (parsed.success) timer = setTimeout(() => void ask(parsed.data), preview.value ? rest : 0)
      else preview.value = null
    },
    { immediate: true, deep: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })
  return { preview, failure, stale }
}
