import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { datasetMethods, type DatasetRecipe, type datasetPreviewSchema } from '../../../src-preload/contract/index.ts'
import type { z } from 'zod'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { call } from '../../connection/index.ts'
import { may } from '../../connection/may.ts'

export type DatasetPreview = z.infer<typeof datasetPreviewSchema>

/** A recipe, the map column to cut, and the name of the dataset. */
export type WantedPreview = DatasetRecipe & { mapId?: string; column?: number; name?: string }

/** Milliseconds without a change before a preview is requested. */
const rest = 200

/**
 * Preview of a recipe while it is edited. The last answer stays, marked stale, until the next one arrives; it is
 * dropped if the next recipe is refused, because it would be mistaken for that recipe's. Null and invalid recipes
 * request nothing.
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
      if (parsed.success && may('datasets.preview'))
        timer = setTimeout(() => void ask(parsed.data), preview.value ? rest : 0)
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
