import { settledRecipe, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { bytesOfField, type SkyField } from '../../../src-shared/sky/field.ts'
import { sharedField } from '../../sky/patches/cut-patches.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { inField } from '../host/in-field.ts'
import { fileVersion } from '../maps/file-version.ts'
import type { LoadedChannels } from '../maps/load-channels.ts'
import { requireScalar } from '../maps/map-cards.ts'
import { computePreview, type CutFacts, type DatasetPreview, type PreviewTask } from './compute-preview.ts'
import { loadMask } from './load-mask.ts'
import { loadRegions } from './load-regions.ts'
import { extentOf } from './plan-dataset.ts'
import { cutOptionsOf, settleRecipe } from './settle-recipe.ts'

export type { DatasetPreview } from './compute-preview.ts'

type Memo = ReturnType<typeof createMemo<CutFacts>>

/**
 * Previews of recipes, with and without a map. Which positions a column refuses is determined once for all splits and
 * seeds.
 * @param compute computes them, here or in a worker
 */
export function createDatasetPreviews(compute: typeof computePreview = computePreview) {
  const known = new WeakMap<SkyField, { facts: Memo; shared: SkyField }>()
  const masks = createMemo<SkyField | null>({
    bytes: 256 * MEGABYTE,
    sizeOf: (mask) => (mask ? bytesOfField(mask) : 0),
  })

  function knownOf(map: SkyField) {
    const found = known.get(map)
    if (found) return found
    const facts: Memo = createMemo<CutFacts>({ bytes: MEGABYTE, sizeOf: ({ refusals }) => 8 * refusals.length })
    const made = { facts, shared: sharedField(map) }
    known.set(map, made)
    return made
  }

  return {
    /**
     * A recipe's expected result.
     * @param loaded the column to cut; without one, every position is counted as a patch
     * @throws CirrusError invalid-params as `planDataset` | refused for Q and U that can't be cut as scalars
     */
    async of(given: DatasetRecipe, loaded?: LoadedChannels, signal?: AbortSignal): Promise<DatasetPreview> {
      const regions = await loadRegions(given)
      if (!loaded) {
        const recipe = settledRecipe(given)
        return (await compute({ recipe, sky: { regions }, cut: null, facts: null }, signal)).preview
      }
      if (!loaded.stokes) requireScalar(loaded)
      const recipe = settleRecipe(given, loaded.map.values)
      const maskKey = await keyOfMask(recipe)
      const mask =
        maskKey === null ? null : await masks.get(maskKey, async () => sharedField((await loadMask(recipe, signal))!))
      const { facts, shared } = knownOf(loaded.map)
      const task: PreviewTask = {
        recipe,
        sky: { extent: extentOf(loaded.map), regions },
        cut: { map: shared, stokes: loaded.stokes ?? null, mask },
        facts: null,
      }
      let preview: DatasetPreview | null = null
      const find = async (): Promise<CutFacts> => {
        const answer = await compute(task, signal)
        preview = answer.preview
        return answer.facts!
      }
      const found = await facts.get(JSON.stringify([keyOfCut(recipe), regions, maskKey]), find).catch((error) => {
        // The first caller may have cancelled it.
        signal?.throwIfAborted()
        if (!isAbort(error)) throw error
        return find()
      })
      return preview ?? (await compute({ ...task, facts: found }, signal)).preview
    },
  }
}

/** What of a recipe decides which positions there are, and which of them can be cut. */
function keyOfCut(recipe: DatasetRecipe) {
  const { step, minLatitude, maxLatitude, rowRule, centres, count, rotation, channels, seed } = recipe
  const drawn = centres === 'random' || rotation === 'random'
  return [
    step,
    minLatitude,
    maxLatitude,
    rowRule,
    centres,
    count,
    rotation,
    channels,
    drawn && seed,
    cutOptionsOf(recipe),
  ]
}

/** What a mask is made of; null for a recipe without one. */
async function keyOfMask({ mask, maskColumn, maskThreshold }: DatasetRecipe): Promise<string | null> {
  if (mask === null) return null
  return JSON.stringify([mask, await inField('mask', () => fileVersion(mask)), maskColumn, maskThreshold])
}

const isAbort = (error: unknown) => (error as Error | undefined)?.name === 'AbortError'
