import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import packageFacts from '../../../package.json' with { type: 'json' }
import { settledRecipe, type DatasetRecipe, type Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { channelSets, patchesShape } from '../../../src-shared/sky/channels.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import { writeNpyRows } from '../../files/npy.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { MapHeader } from '../../sky/fits/map-header.ts'
import { cutPatches } from '../../sky/patches/cut-patches.ts'
import { type CutBatch } from '../../sky/patches/cut-batch.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { datasetFiles, writeDatasetRecord, writePatchTable, type DatasetRecord } from './dataset-folder.ts'
import type { Conversion } from '../maps/converting-factor.ts'
import { citationOf, requireScalar } from '../maps/map-cards.ts'
import { loadChannels, type LoadedChannels } from '../maps/load-channels.ts'
import { loadMask } from './load-mask.ts'
import { fillFolder, requireFreeFolder } from './new-dataset-folder.ts'
import { countRefusals, refusalWords } from './refusal-counts.ts'
import { noPatchWords, planDataset, type DatasetPlan } from './plan-dataset.ts'

export interface CutDatasetOrder extends Conversion {
  path: string
  /** Column of the map, by name or number; the first if undefined. */
  column?: string
  /** Frame of the map, overriding its header. */
  coordsys?: Frame
  recipe: DatasetRecipe
  folder: string
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
  /** The column, if it is already in memory, in the unit that is wanted. */
  loaded?: LoadedChannels
}

/**
 * Cuts, standardises and splits the patch grid of a map into a dataset folder (paper, Sec. 2.3). Positions without a
 * patch (missing pixels, non-positive values under a logarithm) are skipped and counted. If interrupted, it leaves no
 * dataset: dataset.json is written last.
 * @throws FitsError for a file that is not a map; CirrusError refused for a map or a recipe without any patch, conflict
 *   if the folder holds a dataset or a file of that name
 */
export async function cutDataset(given: CutDatasetOrder): Promise<DatasetRecord> {
  const order = { ...given, recipe: settledRecipe(given.recipe) }
  const { path, recipe, folder, coordsys, signal, onProgress = () => {} } = order
  requireFreeFolder(folder)
  onProgress(0, 'reading the map')
  const { unit, frequency } = order
  const loaded =
    order.loaded ?? (await loadChannels(path, order.column, recipe.channels, { coordsys, unit, frequency, signal }))
  if (!loaded.stokes) requireScalar(loaded)
  const plan = planDataset(recipe)
  if (plan.count === 0) {
    throw refused(path, 'recipe', noPatchWords(recipe))
  }
  const mask = await loadMask(recipe, signal)
  return fillFolder(folder, () => cutInto(order, { ...loaded, mask }, plan, onProgress))
}

async function cutInto(
  { path, recipe, folder, frequency, signal }: CutDatasetOrder,
  loaded: LoadedChannels & { mask: SkyField | null },
  plan: DatasetPlan,
  onProgress: (fraction: number, note: string) => void,
): Promise<DatasetRecord> {
  const { size, width } = recipe
  const channels = channelSets[recipe.channels]
  const pixels = size * size
  const values = pixels * channels.length
  const patches: Patch[] = []
  const centres: Place[] = []
  const refusals: Refusal[] = []
  const hash = createHash('sha256')
  const { stokes, mask } = loaded
  const holes = { patches: 0, pixels: 0 }
  const masks = new PassThrough({ objectMode: true })

  async function* keptPatches() {
    for await (const batch of cutPatches(loaded.map, plan.centres, { ...recipe, stokes, mask, signal })) {
      const kept = keepGood(batch, { values, pixels }, refusals, (k) => {
        const at = batch.first + k
        const place = plan.centres[at]
        const [first, ...others] = channels.map((_, c) => ({
          mean: batch.mean[k * channels.length + c],
          std: batch.std[k * channels.length + c],
        }))
        centres.push(place)
        const missing = missingIn(batch, k, pixels)
        if (missing > 0) holes.patches++
        holes.pixels += missing
        patches.push({
          index: patches.length,
          ...place,
          ...first,
          others,
          split: plan.splitOf[at],
        })
      })
      hash.update(new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength))
      if (batch.good && recipe.holes === 'keep') masks.write(batch.good.subarray(0, (kept.length / values) * pixels))
      yield kept
      const done = batch.first + batch.count
      onProgress(done / plan.count, `cutting patch ${done} of ${plan.count}`)
    }
    if (patches.length === 0) {
      throw refused(
        path,
        `column ${loaded.name}`,
        `none of the ${plan.count} positions yields a patch (${refusalWords(countRefusals(refusals))}); choose another column, a linear scale or other latitudes`,
      )
    }
  }

  const files = datasetFiles(folder)
  const shape = patchesShape(0, size, channels.length).slice(1)
  const writing = [writeNpyRows(files.patches, 'float32', shape, keptPatches()).finally(() => masks.end())]
  if (recipe.holes === 'keep') writing.push(writeNpyRows(files.masks, 'uint8', [size, size], masks))
  // Both have ended before their files are removed because one failed.
  await Promise.allSettled(writing)
  await Promise.all(writing)
  await writePatchTable(folder, patches, channels)
  const splits = patches.map(({ split }) => split)
  const record: DatasetRecord = {
    format: 'cirrus-dataset-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    map: {
      path: resolve(path),
      column: loaded.name,
      unit: loaded.unit,
      ...(loaded.convertedFrom === undefined
        ? {}
        : { conversion: { from: loaded.convertedFrom, frequency: frequency ?? null } }),
      ...pixelFacts(loaded.header),
      coordsys: loaded.header.coordsys,
      ...(loaded.coordsysOverride === null ? {} : { coordsysOverride: loaded.coordsysOverride }),
      citation: citationOf(loaded.header),
    },
    stack: null,
    recipe,
    count: patches.length,
    splits: countSplits(splits),
    overlap: refusals.length === 0 ? plan.overlap : splitOverlap(centres, splits, width),
    refused: countRefusals(refusals),
    holes: recipe.holes === 'skip' ? null : holes,
    fingerprint: hash.digest('hex'),
  }
  await writeDatasetRecord(folder, record)
  return record
}

/** What dataset.json says about the pixels of the map. */
function pixelFacts(header: MapHeader) {
  if (header.kind === 'healpix') return { nside: header.nside, ordering: header.ordering }
  return { width: header.width, height: header.height, projection: header.wcs.projection }
}

/** Pixels of a patch without data. */
const missingIn = ({ good }: CutBatch, k: number, pixels: number): number =>
  good ? good.subarray(k * pixels, (k + 1) * pixels).reduce((count, is) => count + 1 - is, 0) : 0

/** The values of a batch without the refused patches, closing the gaps. Calls back for every patch kept. */
function keepGood(
  batch: CutBatch,
  { values, pixels }: { values: number; pixels: number },
  refusals: Refusal[],
  keep: (k: number) => void,
): Float32Array {
  let used = 0
  for (let k = 0; k < batch.count; k++) {
    const refusal = batch.refusals[k]
    if (refusal) {
      refusals.push(refusal)
      continue
    }
    if (used !== k) {
      batch.patches.copyWithin(used * values, k * values, (k + 1) * values)
      batch.good?.copyWithin(used * pixels, k * pixels, (k + 1) * pixels)
    }
    used++
    keep(k)
  }
  return batch.patches.subarray(0, used * values)
}
