import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { Patch, StackImport } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, patchShape } from '../../../src-shared/sky/channels.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { countSplits, type Split } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { datasetFiles, writeDatasetRecord, type DatasetRecord } from './dataset-folder.ts'
import { fillFolder, requireFreeFolder } from './new-dataset-folder.ts'
import { planImport, recipeOfImport, type ImportPlan } from './plan-import.ts'
import { keptMasks } from './stack-masks.ts'
import { keptNoise } from './stack-noise.ts'
import { countRefusals, refusalWords, remedyOf } from './refusal-counts.ts'
import { standardisedPatches } from './standardised-patches.ts'
import { writePatchTable } from './write-patch-table.ts'

export interface ImportOrder {
  stack: StackImport
  name?: string
  folder: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

/**
 * Makes a dataset of a stack of patches made elsewhere: standardised per patch and split, like patches cut from a map.
 * Patches with missing pixels, non-positive values under a logarithm, or no contrast are left out and counted. The
 * stack is read in pieces. If interrupted, it leaves no dataset: dataset.json is written last.
 * @throws CirrusError refused with the wrong field of the order, or for a stack without any good patch; conflict if the
 *   folder holds a dataset; FileFormatError for values that can't be read
 */
export async function importStack(order: ImportOrder): Promise<DatasetRecord> {
  requireFreeFolder(order.folder)
  const plan = await planImport(order.stack)
  return fillFolder(order.folder, () => importInto(order, plan))
}

async function importInto(order: ImportOrder, plan: ImportPlan): Promise<DatasetRecord> {
  const { stack, name, folder, signal, onProgress = () => {} } = order
  const { count, size, shape, type } = plan
  const recipe = recipeOfImport(stack, size)
  const channels = channelSets[recipe.channels]
  const kept: Omit<Patch, 'split'>[] = []
  const positions: Place[] = []
  const leftOut: number[] = []
  const refusals: Refusal[] = []
  const hash = createHash('sha256')

  async function* goodPatches() {
    for await (const piece of standardisedPatches(stack.path, plan, recipe, { masks: stack.masks, signal })) {
      piece.standards.forEach((standard, k) => {
        const row = piece.first + k
        if (typeof standard === 'string') {
          refusals.push(standard)
          leftOut.push(row)
          return
        }
        const position = plan.positions?.[row]
        if (position) positions.push(position)
        const [first, ...others] = standard
        kept.push({ index: kept.length, lon: null, lat: null, ...position, ...first, others })
      })
      const { good } = piece
      hash.update(new Uint8Array(good.buffer, good.byteOffset, good.byteLength))
      yield good
      const done = piece.first + piece.standards.length
      onProgress(done / count, `importing patch ${done} of ${count}`)
    }
    if (kept.length === 0) {
      const counts = countRefusals(refusals)
      const which = count === 1 ? "its patch can't" : `none of its ${count} patches can`
      const reason = `${which} be used (${refusalWords(counts)}); ${remedyOf(counts, 'stack')}`
      throw refused(stack.path, 'values', reason)
    }
  }

  const rowShape = patchShape(size, channels.length)
  await writeNpyRows(datasetFiles(folder).patches, 'float32', rowShape, goodPatches())
  // Other good pixels, and other noise, are other training data.
  async function* hashed<A extends Float32Array | Uint8Array>(pieces: AsyncIterable<A>) {
    for await (const piece of pieces) {
      hash.update(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
      yield piece
    }
  }
  const { masks, noise } = stack
  if (masks !== undefined) {
    const pieces = hashed(keptMasks(masks, plan, leftOut, signal))
    await writeNpyRows(datasetFiles(folder).masks, 'uint8', [size, size], pieces)
  }
  if (noise !== undefined) {
    onProgress(1, 'scaling the noise maps')
    const made = keptNoise({ path: noise, masks, stack: plan, folder, kept, leftOut, scaling: recipe, signal })
    await writeNpyRows(datasetFiles(folder).noise, 'float32', rowShape, hashed(made))
  }
  onProgress(1, 'splitting the patches')
  const splits = splitOf(kept.length, plan.positions && positions, recipe)
  const patches = kept.map((patch, i): Patch => ({ ...patch, split: splits[i] }))
  await writePatchTable(folder, patches, recipe)
  const record: DatasetRecord = {
    format: 'cirrus-dataset-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    ...(name === undefined ? {} : { name }),
    map: null,
    stack: {
      path: resolve(stack.path),
      positions: stack.positions && resolve(stack.positions),
      ...(stack.masks === undefined ? {} : { masks: resolve(stack.masks) }),
      ...(stack.noise === undefined ? {} : { noise: resolve(stack.noise) }),
      type,
      shape,
      unit: stack.unit,
      leftOut,
    },
    recipe,
    count: patches.length,
    splits: countSplits(splits),
    overlap: plan.positions && splitOverlap(positions, splits, recipe.width),
    refused: countRefusals(refusals),
    holes: null,
    clipped: null,
    fingerprint: hash.digest('hex'),
  }
  signal?.throwIfAborted()
  await writeDatasetRecord(folder, record)
  return record
}

const splitOf = (
  count: number,
  positions: Place[] | null,
  { split, width, seed }: { split: 'random' | 'disjoint'; width: number; seed: number },
): Split[] =>
  split === 'disjoint' && positions ? splitDisjoint(positions, { width, seed }) : splitRandom(count, { seed })
