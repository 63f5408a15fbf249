import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import type { DatasetRecipe, Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { cutPatches } from '../../sky/patches/cut-patches.ts'
import type { LoadedChannels } from '../maps/load-channels.ts'
import { datasetFiles } from './dataset-folder.ts'
import { patchFinisher, plainStandards, readPieces, trainingStandards, withStandards } from './finish-patches.ts'
import { keepPatches, type KeptPatches, type KeptPiece } from './kept-patches.ts'
import type { DatasetPlan } from './plan-dataset.ts'
import { countRefusals, refusalWords, remedyOf } from './refusal-counts.ts'
import { cutOptionsOf } from './settle-recipe.ts'

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
 * Cuts the patches of a plan into patches.npy, with masks.npy if holes are kept. Standardised over the dataset, they are
 * first written with standards of their own, and again when that of the training patches is known.
 * @param kept filled with what is known of the patches, with their own standards
 * @returns the SHA-256 of the values, and the patches with the standards that undo them
 * @throws CirrusError refused without a single patch
 */
export async function writePatches(
  order: PatchesOrder,
  kept: KeptPatches,
): Promise<{ fingerprint: string; patches: Patch[] }> {
  const { recipe, folder, signal, onProgress } = order
  const { standardisation, channels } = recipe
  const hash = createHash('sha256')
  const finished = (finish: (piece: KeptPiece) => void) => (piece: KeptPiece) => {
    finish(piece)
    hash.update(new Uint8Array(piece.values.buffer, piece.values.byteOffset, piece.values.byteLength))
  }
  if (standardisation !== 'dataset') {
    const to = standardisation === 'none' ? plainStandards(channels.length) : null
    await writeCut(order, kept, finished(patchFinisher(recipe, to, kept.patches)))
    return {
      fingerprint: hash.digest('hex'),
      patches: to ? kept.patches.map((patch) => withStandards(patch, to)) : kept.patches,
    }
  }
  await writeCut(order, kept, () => {})
  const to = trainingStandards(recipe, kept)
  const finish = finished(patchFinisher(recipe, to, kept.patches))
  onProgress(1, 'standardising over the training patches')
  async function* again() {
    for await (const piece of readPieces(folder, kept.patches.length, recipe)) {
      signal?.throwIfAborted()
      finish(piece)
      yield piece.values
    }
  }
  await writeNpyRows(datasetFiles(folder).patches, 'float32', rowShape(recipe), again())
  return { fingerprint: hash.digest('hex'), patches: kept.patches.map((patch) => withStandards(patch, to)) }
}

const rowShape = ({ size, channels }: DatasetRecipe) => patchesShape(0, size, channels.length).slice(1)

/** Writes the patches, and their masks, as they are cut. */
async function writeCut(
  { path, recipe, folder, loaded, plan, signal, onProgress }: PatchesOrder,
  kept: KeptPatches,
  finish: (piece: KeptPiece) => void,
): Promise<void> {
  const { stokes, mask, map } = loaded
  const masks = new PassThrough({ objectMode: true })
  async function* cut() {
    const options = { ...cutOptionsOf(recipe), stokes, mask, signal }
    for await (const batch of cutPatches(map, plan.centres, options)) {
      const piece = keepPatches(batch, plan, recipe.channels.length, kept)
      finish(piece)
      if (piece.good && recipe.holes === 'keep') masks.write(piece.good)
      yield piece.values
      const done = batch.first + batch.count
      onProgress(done / plan.count, `cutting patch ${done} of ${plan.count}`)
    }
    if (kept.patches.length === 0) {
      const counts = countRefusals(kept.refusals)
      throw refused(
        path,
        `column ${loaded.name}`,
        `none of the ${plan.count} positions yields a patch (${refusalWords(counts)}); ${remedyOf(counts, 'map')}`,
      )
    }
  }
  const files = datasetFiles(folder)
  const writing = [writeNpyRows(files.patches, 'float32', rowShape(recipe), cut()).finally(() => masks.end())]
  if (recipe.holes === 'keep') writing.push(writeNpyRows(files.masks, 'uint8', [recipe.size, recipe.size], masks))
  // Both have ended before their files are removed because one failed.
  await Promise.allSettled(writing)
  await Promise.all(writing)
}
