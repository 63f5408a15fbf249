import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { HeaderOptions, MapHeader } from '../../sky/fits/map-header.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { writeDatasetRecord, type DatasetRecord } from './dataset-folder.ts'
import { citationOf, requireScalar } from '../maps/map-cards.ts'
import { loadChannels, type LoadedChannels } from '../maps/load-channels.ts'
import { loadMask } from './load-mask.ts'
import { loadNoise } from './load-noise.ts'
import { fillFolder, requireFreeFolder } from './new-dataset-folder.ts'
import { countRefusals } from './refusal-counts.ts'
import { nothingKept } from './kept-patches.ts'
import { conversionOf, settleRecipe } from './settle-recipe.ts'
import { writeNoise } from './write-noise.ts'
import { writePatchTable } from './write-patch-table.ts'
import { writePatches } from './write-patches.ts'
import { loadRegions } from './load-regions.ts'
import { planAside } from './plan-aside.ts'
import { extentOf, noPatchWords, type DatasetPlan } from './plan-dataset.ts'

export interface CutDatasetOrder extends HeaderOptions {
  path: string
  /** Column of the map, by name or number; the first if undefined. */
  column?: string
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
  const { path, folder, coordsys, polcconv, signal, onProgress = () => {} } = given
  requireFreeFolder(folder)
  onProgress(0, 'reading the map')
  const options = { coordsys, polcconv, ...conversionOf(given.recipe), signal }
  const loaded = given.loaded ?? (await loadChannels(path, given.column, given.recipe.channels, options))
  if (!loaded.stokes) requireScalar(loaded)
  const order = { ...given, recipe: settleRecipe(given.recipe, loaded.map.values) }
  const { recipe } = order
  onProgress(0, 'planning the patches')
  const plan = await planAside(recipe, { extent: extentOf(loaded.map), regions: await loadRegions(recipe) }, signal)
  if (plan.count === 0) throw refused(path, 'recipe', noPatchWords(recipe, plan))
  const [mask, noise] = [await loadMask(recipe, signal), await loadNoise(recipe, { path, loaded }, signal)]
  return fillFolder(folder, () => cutInto(order, { ...loaded, mask, noise }, plan, onProgress))
}

async function cutInto(
  { path, recipe, folder, signal }: CutDatasetOrder,
  loaded: LoadedChannels & { mask: SkyField | null; noise: SkyField[] | null },
  plan: DatasetPlan,
  onProgress: (fraction: number, note: string) => void,
): Promise<DatasetRecord> {
  const kept = nothingKept()
  const { fingerprint: ofPatches, patches } = await writePatches(
    { path, recipe, folder, signal, loaded, plan, onProgress },
    kept,
  )
  const fingerprint = loaded.noise
    ? await writeNoise({ folder, recipe, patches, noise: loaded.noise, fingerprint: ofPatches, signal, onProgress })
    : ofPatches
  await writePatchTable(folder, patches, recipe)
  const splits = patches.map(({ split }) => split)
  const clips = recipe.clipSigma !== null || recipe.clipPercent !== null
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
        : { conversion: { from: loaded.convertedFrom, frequency: recipe.frequency } }),
      ...pixelFacts(loaded.header),
      coordsys: loaded.header.coordsys,
      ...(loaded.coordsysOverride === null ? {} : { coordsysOverride: loaded.coordsysOverride }),
      ...(loaded.polcconvOverride === null ? {} : { polcconvOverride: loaded.polcconvOverride }),
      citation: citationOf(loaded.header),
    },
    stack: null,
    recipe,
    count: patches.length,
    splits: countSplits(splits),
    overlap: kept.refusals.length === 0 ? plan.overlap : splitOverlap(kept.places, splits, recipe.width),
    refused: [...plan.leftOut, ...countRefusals(kept.refusals)].sort((a, b) => b.count - a.count),
    holes: recipe.holes === 'skip' ? null : kept.holes,
    clipped: clips ? kept.clipped : null,
    fingerprint,
  }
  await writeDatasetRecord(folder, record)
  return record
}

/** What dataset.json says about the pixels of the map. */
function pixelFacts(header: MapHeader) {
  if (header.kind === 'healpix') return { nside: header.nside, ordering: header.ordering }
  return { width: header.width, height: header.height, projection: header.wcs.projection }
}
