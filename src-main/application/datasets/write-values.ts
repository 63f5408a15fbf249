import { createHash, type Hash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import type { DatasetRecipe, Patch, SplitName } from '../../../src-preload/contract/datasets.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { datasetFiles } from './dataset-folder.ts'
import {
  patchFinisher,
  plainStandards,
  readPieces,
  trainingStandards,
  withStandards,
  type Finishing,
  type OwnPatch,
} from './finish-patches.ts'
import type { KeptPiece } from './kept-patches.ts'

export interface ValuesOrder {
  folder: string
  recipe: Finishing & Pick<DatasetRecipe, 'standardisation'>
  /** Whether the pieces have masks, which become masks.npy. */
  masked: boolean
  /** What is known of the patches, with their own standards; filled as pieces are taken. */
  kept: { patches: readonly OwnPatch[]; good: readonly number[] }
  /** The splits of the patches, once all are known. */
  splits(): readonly SplitName[]
  signal?: AbortSignal
  onProgress(fraction: number, note: string): void
}

/**
 * Writes the patches of a dataset into patches.npy, and masks.npy. Standardised over the dataset, they are first written with
 * standards of their own, and again when that of the training patches is known.
 * @param pieces standardised one by one
 * @returns the SHA-256 of the values so far, and the patches with the standards that undo them
 * @throws CirrusError invalid-params without a training patch to standardise by; the errors of the pieces
 */
export async function writeValues(
  order: ValuesOrder,
  pieces: AsyncIterable<KeptPiece>,
): Promise<{ hash: Hash; patches: Patch[] }> {
  const { folder, recipe, kept, masked, signal, onProgress } = order
  const { standardisation, channels } = recipe
  const hash = createHash('sha256')
  const finished = (finish: (piece: KeptPiece) => void) => (piece: KeptPiece) => {
    finish(piece)
    hash.update(new Uint8Array(piece.values.buffer, piece.values.byteOffset, piece.values.byteLength))
  }
  const withSplits = (patches: readonly OwnPatch[]) => {
    const splits = order.splits()
    return patches.map((patch, i): Patch => ({ ...patch, split: splits[i] }))
  }
  if (standardisation !== 'dataset') {
    const to = standardisation === 'none' ? plainStandards(channels.length) : null
    await writeOnce(order, pieces, finished(patchFinisher(recipe, to, kept.patches)))
    return { hash, patches: withSplits(to ? kept.patches.map((patch) => withStandards(patch, to)) : kept.patches) }
  }
  await writeOnce(order, pieces, () => {})
  const to = trainingStandards(recipe, { ...kept, splits: order.splits() })
  const finish = finished(patchFinisher(recipe, to, kept.patches))
  onProgress(1, 'standardising over the training patches')
  async function* again() {
    for await (const piece of readPieces(folder, kept.patches.length, { ...recipe, masked })) {
      signal?.throwIfAborted()
      finish(piece)
      yield piece.values
    }
  }
  await writeNpyRows(datasetFiles(folder).patches, 'float32', rowShape(recipe), again())
  return { hash, patches: withSplits(kept.patches.map((patch) => withStandards(patch, to))) }
}

const rowShape = ({ size, channels }: Finishing) => patchesShape(0, size, channels.length).slice(1)

/** Writes the patches, and their masks, as they come. */
async function writeOnce(
  { folder, recipe, masked }: ValuesOrder,
  pieces: AsyncIterable<KeptPiece>,
  finish: (piece: KeptPiece) => void,
): Promise<void> {
  const masks = new PassThrough({ objectMode: true })
  async function* values() {
    for await (const piece of pieces) {
      finish(piece)
      if (masked && piece.good) masks.write(piece.good)
      yield piece.values
    }
  }
  const files = datasetFiles(folder)
  const writing = [writeNpyRows(files.patches, 'float32', rowShape(recipe), values()).finally(() => masks.end())]
  if (masked) writing.push(writeNpyRows(files.masks, 'uint8', [recipe.size, recipe.size], masks))
  // Both have ended before their files are removed because one failed.
  await Promise.allSettled(writing)
  await Promise.all(writing)
}
