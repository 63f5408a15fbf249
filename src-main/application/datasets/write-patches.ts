import type { DatasetRecipe, Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { cutPatches } from '../../sky/patches/cut-patches.ts'
import type { LoadedChannels } from '../maps/load-channels.ts'
import { keepPatches, type KeptPatches } from './kept-patches.ts'
import type { DatasetPlan } from './plan-dataset.ts'
import { countRefusals, refusalWords, remedyOf } from './refusal-counts.ts'
import { cutOptionsOf } from './settle-recipe.ts'
import { writeValues } from './write-values.ts'

export interface PatchesOrder {
  /** Of the map. */
  path: string
  recipe: DatasetRecipe
  folder: string
  loaded: LoadedChannels & { mask: SkyField | null }
  plan: DatasetPlan
  signal?: AbortSignal
  onProgress(fraction: number, note: string): void
}

/**
 * Cuts the patches of a plan into patches.npy, with masks.npy if holes are kept.
 * @param kept filled with what is known of the patches, with their own standards
 * @returns the SHA-256 of the values, and the patches with the standards that undo them
 * @throws CirrusError refused without a single patch
 */
export async function writePatches(
  order: PatchesOrder,
  kept: KeptPatches,
): Promise<{ fingerprint: string; patches: Patch[] }> {
  const { recipe } = order
  const splits = () => kept.patches.map(({ split }) => split)
  const masked = recipe.holes === 'keep'
  const { hash, patches } = await writeValues({ ...order, kept, masked, splits }, cutPieces(order, kept))
  return { fingerprint: hash.digest('hex'), patches }
}

async function* cutPieces({ path, recipe, loaded, plan, signal, onProgress }: PatchesOrder, kept: KeptPatches) {
  const { stokes, mask, map } = loaded
  const options = { ...cutOptionsOf(recipe), stokes, mask, signal }
  for await (const batch of cutPatches(map, plan.centres, options)) {
    yield keepPatches(batch, plan, recipe.channels.length, kept)
    const done = batch.first + batch.count
    onProgress(done / plan.count, `cutting patch ${done} of ${plan.count}`)
  }
  if (kept.patches.length > 0) return
  const counts = countRefusals(kept.refusals)
  throw refused(
    path,
    `column ${loaded.name}`,
    `none of the ${plan.count} positions yields a patch (${refusalWords(counts)}); ${remedyOf(counts, 'map')}`,
  )
}
