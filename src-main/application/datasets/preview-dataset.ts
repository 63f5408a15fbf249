import type { z } from 'zod'
import { settledRecipe, type DatasetRecipe, type datasetPreviewSchema } from '../../../src-preload/contract/datasets.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import { findRefusals } from '../../sky/patches/find-refusals.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { requireScalar } from '../maps/map-cards.ts'
import type { LoadedChannels } from '../maps/load-channels.ts'
import { inField } from '../host/in-field.ts'
import { fileVersion } from '../maps/file-version.ts'
import { loadMask } from './load-mask.ts'
import { planDataset, type DatasetPlan } from './plan-dataset.ts'
import { countRefusals } from './refusal-counts.ts'
import { cutOptionsOf, settleRecipe } from './settle-recipe.ts'

/** A recipe's expected result, independent of its folder. */
export type DatasetPreview = Omit<z.infer<typeof datasetPreviewSchema>, 'folder'>

/**
 * Previews of recipes, with and without a map. Which positions a column refuses is determined once for all splits and
 * seeds.
 */
export function createDatasetPreviews() {
  const refusalsOf = new WeakMap<SkyField, ReturnType<typeof createMemo<(Refusal | null)[]>>>()

  function memoOf(map: SkyField) {
    const known = refusalsOf.get(map)
    if (known) return known
    const memo = createMemo<(Refusal | null)[]>({ bytes: MEGABYTE, sizeOf: (refusals) => 8 * refusals.length })
    refusalsOf.set(map, memo)
    return memo
  }

  const masks = createMemo<SkyField | null>({
    bytes: 256 * MEGABYTE,
    sizeOf: (mask) => mask?.values.byteLength ?? 0,
  })

  return {
    /**
     * A recipe's expected result.
     * @param loaded the column to cut; without one, every position is counted as a patch
     * @throws CirrusError invalid-params as `planDataset` | refused for Q and U that can't be cut as scalars
     */
    async of(given: DatasetRecipe, loaded?: LoadedChannels, signal?: AbortSignal): Promise<DatasetPreview> {
      if (!loaded) return previewOf(planDataset(settledRecipe(given)), given, [])
      const recipe = settleRecipe(given, loaded.map.values)
      const plan = planDataset(recipe)
      const { stokes } = loaded
      if (!stokes) requireScalar(loaded)
      const maskKey = await keyOfMask(recipe)
      const mask = maskKey === null ? null : await masks.get(maskKey, () => loadMask(recipe, signal))
      const options = cutOptionsOf(recipe)
      const key = JSON.stringify([plan.centres, recipe.channels, options, maskKey])
      const find = () => findRefusals(loaded.map, plan.centres, { ...options, stokes, mask, signal })
      const refusals = await memoOf(loaded.map)
        .get(key, find)
        .catch((error) => {
          // The first caller may have cancelled it.
          signal?.throwIfAborted()
          if (!isAbort(error)) throw error
          return find()
        })
      return previewOf(plan, recipe, refusals)
    },
  }
}

/** What a mask is made of; null for a recipe without one. */
async function keyOfMask({ mask, maskColumn, maskThreshold }: DatasetRecipe): Promise<string | null> {
  if (mask === null) return null
  return JSON.stringify([mask, await inField('mask', () => fileVersion(mask)), maskColumn, maskThreshold])
}

const isAbort = (error: unknown) => (error as Error | undefined)?.name === 'AbortError'

function previewOf(
  plan: DatasetPlan,
  { size, width, channels, holes }: DatasetRecipe,
  refusals: (Refusal | null)[],
): DatasetPreview {
  const kept = plan.centres.map((centre, i) => ({ ...centre, split: plan.splitOf[i] })).filter((_, i) => !refusals[i])
  const splits = kept.map(({ split }) => split)
  return {
    count: kept.length,
    positions: plan.count,
    refused: countRefusals(refusals),
    splits: countSplits(splits),
    overlap: kept.length === plan.count ? plan.overlap : splitOverlap(kept, splits, width),
    bytes: (4 * channels.length + (holes === 'keep' ? 1 : 0)) * size * size * kept.length,
    centres: kept,
  }
}
