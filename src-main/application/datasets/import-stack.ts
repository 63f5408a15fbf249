import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { StackImport } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, patchShape } from '../../../src-shared/sky/channels.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { countSplits, type Split } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { readPieces, type OwnPatch } from './finish-patches.ts'
import type { KeptPiece } from './kept-patches.ts'
import { datasetFiles, writeDatasetRecord, type DatasetRecord } from './dataset-folder.ts'
import { fillFolder, requireFreeFolder } from './new-dataset-folder.ts'
import { planImport, recipeOfImport, type ImportPlan } from './plan-import.ts'
import { keptNoise } from './stack-noise.ts'
import { countRefusals, refusalWords, remedyOf } from './refusal-counts.ts'
import { standardisedPatches } from './standardised-patches.ts'
import { writeValues } from './write-values.ts'
import { writePatchTable } from './write-patch-table.ts'

export interface ImportOrder {
  stack: StackImport
  name?: string
  folder: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
}

/**
 * Makes a dataset of a stack of patches made elsewhere: standardised and split, like patches cut from a map.
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
  const { size, shape, type } = plan
  const recipe = recipeOfImport(stack, size)
  const kept = { patches: [] as OwnPatch[], good: [] as number[] }
  const told: Told = { positions: [], leftOut: [], refusals: [] }
  const { masks, noise } = stack
  const masked = masks !== undefined
  let splits: Split[] | null = null
  const splitOnce = () => {
    if (splits) return splits
    onProgress(1, 'splitting the patches')
    return (splits = splitOf(kept.patches.length, plan.positions && told.positions, recipe))
  }
  const { hash, patches } = await writeValues(
    { folder, recipe: { ...recipe, apodisation: 0 }, masked, kept, splits: splitOnce, signal, onProgress },
    goodPieces(order, plan, kept, told),
  )
  // Other good pixels, and other noise, are other training data.
  const add = (piece: Float32Array | Uint8Array) =>
    hash.update(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
  if (masked) for await (const { good } of readPieces(folder, patches.length, { ...recipe, masked })) add(good!)
  if (noise !== undefined) {
    onProgress(1, 'scaling the noise maps')
    const { leftOut } = told
    const made = keptNoise({ path: noise, masks, stack: plan, folder, kept: patches, leftOut, scaling: recipe, signal })
    async function* hashed() {
      for await (const piece of made) {
        add(piece)
        yield piece
      }
    }
    const rowShape = patchShape(size, channelSets[recipe.channels].length)
    await writeNpyRows(datasetFiles(folder).noise, 'float32', rowShape, hashed())
  }
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
      ...(masks === undefined ? {} : { masks: resolve(masks) }),
      ...(noise === undefined ? {} : { noise: resolve(noise) }),
      type,
      shape,
      unit: stack.unit,
      leftOut: told.leftOut,
    },
    recipe,
    count: patches.length,
    splits: countSplits(splitOnce()),
    overlap: plan.positions && splitOverlap(told.positions, splitOnce(), recipe.width),
    refused: countRefusals(told.refusals),
    holes: null,
    clipped: null,
    fingerprint: hash.digest('hex'),
  }
  signal?.throwIfAborted()
  await writeDatasetRecord(folder, record)
  return record
}

/** What is known of the rows of a stack, filled as they are read. */
interface Told {
  /** Of the patches that are kept. */
  positions: Place[]
  /** Rows without a patch, ascending, and why each has none. */
  leftOut: number[]
  refusals: Refusal[]
}

async function* goodPieces(
  { stack, signal, onProgress = () => {} }: ImportOrder,
  plan: ImportPlan,
  kept: { patches: OwnPatch[]; good: number[] },
  told: Told,
): AsyncGenerator<KeptPiece> {
  const { count, size } = plan
  const pixels = size ** 2
  for await (const piece of standardisedPatches(stack.path, plan, stack, { masks: stack.masks, signal })) {
    const { values, good } = piece
    const first = kept.patches.length
    piece.standards.forEach((standard, k) => {
      const row = piece.first + k
      if (typeof standard === 'string') {
        told.refusals.push(standard)
        told.leftOut.push(row)
        return
      }
      const position = plan.positions?.[row]
      if (position) told.positions.push(position)
      const [own, ...others] = standard
      const at = kept.patches.length - first
      kept.good.push(good ? sumOf(good.subarray(at * pixels, (at + 1) * pixels)) : pixels)
      kept.patches.push({ index: first + at, lon: null, lat: null, ...position, ...own, others })
    })
    yield { first, values, good }
    const done = piece.first + piece.standards.length
    onProgress(done / count, `importing patch ${done} of ${count}`)
  }
  if (kept.patches.length > 0) return
  const counts = countRefusals(told.refusals)
  const which = count === 1 ? "its patch can't" : `none of its ${count} patches can`
  const reason = `${which} be used (${refusalWords(counts)}); ${remedyOf(counts, 'stack')}`
  throw refused(stack.path, 'values', reason)
}

const sumOf = (good: Uint8Array): number => good.reduce((sum, one) => sum + one, 0)

const splitOf = (
  count: number,
  positions: Place[] | null,
  { split, width, seed }: { split: 'random' | 'disjoint'; width: number; seed: number },
): Split[] =>
  split === 'disjoint' && positions ? splitDisjoint(positions, { width, seed }) : splitRandom(count, { seed })
