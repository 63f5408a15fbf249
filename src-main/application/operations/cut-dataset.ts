import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { DatasetRecipe, Patch, SplitName } from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { writeNpyStream } from '../../files/npy.ts'
import { cutPatches } from '../../sky/patches/cut-patches.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { inUserLanguage } from '../errors.ts'
import { datasetFiles, writeDatasetRecord, writePatchTable, type DatasetRecord } from './dataset-folder.ts'
import { citationOf, loadColumn, type LoadedColumn } from './map-column.ts'
import { planDataset } from './plan-dataset.ts'

export interface CutDatasetOrder {
  path: string
  /** Column of the map; the first one if undefined. */
  column?: string
  recipe: DatasetRecipe
  folder: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
  /** The column, where it is in memory already. */
  loaded?: LoadedColumn
}

/**
 * Cuts, standardises and splits the patch grid of a map into a dataset folder (paper, Sec. 2.3).
 * Positions without a patch (missing pixels, values not above zero under a logarithm) are left out and counted.
 * Interrupted, it leaves no dataset: dataset.json comes last.
 * @throws CirrusError refused for a map or a recipe that gives no patch, conflict if the folder holds a dataset
 */
export async function cutDataset(order: CutDatasetOrder): Promise<DatasetRecord> {
  const { path, recipe, folder, signal, onProgress = () => {} } = order
  if (existsSync(datasetFiles(folder).record)) {
    throw new CirrusError('conflict', `${folder} already holds a dataset; choose another folder.`)
  }
  const existed = existsSync(folder)
  onProgress(0, 'reading the map')
  const loaded = order.loaded ?? (await loadColumn(path, order.column, { signal }))
  const plan = planDataset(recipe)
  if (plan.count === 0) {
    throw refused(
      path,
      `recipe`,
      `no patch of a ${recipe.step} deg grid has |b| of at least ${recipe.minLatitude} deg; lower the minimum latitude or the step`,
    )
  }
  await mkdir(folder, { recursive: true })
  try {
    return await inUserLanguage(() => cutInto(order, loaded, plan, onProgress))
  } catch (error) {
    // Half a dataset is of no use to anybody; what was in the folder before stays.
    const files = datasetFiles(folder)
    await Promise.all([rm(files.patches, { force: true }), rm(files.table, { force: true })])
    if (!existed) await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function cutInto(
  { path, recipe, folder, signal }: CutDatasetOrder,
  loaded: LoadedColumn,
  plan: ReturnType<typeof planDataset>,
  onProgress: (fraction: number, note: string) => void,
): Promise<DatasetRecord> {
  const { size, width, scale } = recipe
  const patches: Patch[] = []
  const refusals = new Map<string, number>()
  const kept: { lon: number; lat: number; split: SplitName }[] = []
  const batches: { patches: Float32Array }[] = []

  for await (const batch of cutPatches(loaded.map, plan.centres, { size, width, scale, signal })) {
    const values = size * size
    let used = 0
    for (let k = 0; k < batch.count; k++) {
      const at = batch.first + k
      const refusal = batch.refusals[k]
      if (refusal) {
        refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1)
        continue
      }
      // Patches move up over those that were refused.
      if (used !== k) batch.patches.copyWithin(used * values, k * values, (k + 1) * values)
      used++
      const { lon, lat } = plan.centres[at]
      kept.push({ lon, lat, split: plan.splitOf[at] })
      patches.push({ index: patches.length, lon, lat, mean: batch.mean[k], std: batch.std[k], split: plan.splitOf[at] })
    }
    batches.push({ patches: batch.patches.subarray(0, used * values) })
    onProgress(
      0.9 * ((batch.first + batch.count) / plan.count),
      `cutting patch ${batch.first + batch.count} of ${plan.count}`,
    )
  }
  if (patches.length === 0) {
    const reasons = [...refusals].map(([reason, count]) => `${count} with ${reason}`).join(', ')
    throw refused(
      path,
      `column ${loaded.name}`,
      `none of the ${plan.count} positions gives a patch (${reasons}); choose another column, a linear scale or other latitudes`,
    )
  }

  onProgress(0.9, 'writing')
  const hash = createHash('sha256')
  const pieces = batches.map(({ patches: values }) => values)
  for (const piece of pieces) hash.update(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
  await writeNpyStream(datasetFiles(folder).patches, 'float32', [patches.length, size, size], pieces)
  await writePatchTable(folder, patches)
  const splits = patches.map(({ split }) => split)
  const record: DatasetRecord = {
    format: 'cirrus-dataset-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    map: {
      path: resolve(path),
      column: loaded.name,
      unit: loaded.unit,
      nside: loaded.header.nside,
      ordering: loaded.header.ordering,
      coordsys: loaded.header.coordsys,
      citation: citationOf(loaded.header),
    },
    recipe,
    count: patches.length,
    splits: countSplits(splits),
    overlap: refusals.size === 0 ? plan.overlap : splitOverlap(kept, splits, width),
    refused: [...refusals].map(([reason, count]) => ({ reason, count })),
    fingerprint: hash.digest('hex'),
  }
  await writeDatasetRecord(folder, record)
  onProgress(1, `${record.count} patches`)
  return record
}
