import { basename, dirname, join, resolve } from 'node:path'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import {
  patchStackSchema,
  settledRecipe,
  type Dataset,
  type datasetEvents,
  type datasetMethods,
  type DatasetRecipe,
} from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { datasetRefusal } from '../../../src-shared/sky/derivation.ts'
import { polarisationRefusal } from '../../../src-shared/sky/polarisation.ts'
import { tableOf } from '../../../src-preload/contract/maps.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { mapChannels, overridesOf, presentMap } from '../maps/catalog-map.ts'
import { takenIn } from '../host/naming.ts'
import { freeId, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { cutDataset } from './cut-dataset.ts'
import { readDataset } from './dataset-folder.ts'
import { unitOf } from './patch-origin.ts'
import { loadRegions } from './load-regions.ts'
import { planAside } from './plan-aside.ts'
import { extentOf, noPatchWords } from './plan-dataset.ts'
import { previewAside } from './preview-aside.ts'
import { conversionOf } from './settle-recipe.ts'
import { convertingFactor } from '../maps/converting-factor.ts'
import { planImport } from './plan-import.ts'
import { createDatasetPreviews } from './preview-dataset.ts'
import { startDatasetJob } from './start-dataset-job.ts'
import { freeImportId, startImport } from './start-import.ts'

type DatasetContract = { methods: typeof datasetMethods; events: typeof datasetEvents }

/** Folder name of a new dataset. */
function freeDatasetId(
  { catalog, layout }: Context,
  map: { id: string },
  recipe: DatasetRecipe,
  name?: string,
): string {
  const stem = slug(name ?? `${map.id}-${recipe.size}px-${recipe.split}`)
  return freeId(stem, takenIn(layout.datasets, catalog.datasets))
}

/** Registers a dataset and starts the job that cuts it. */
export async function startDataset(
  context: Context,
  { mapId, column, name, recipe: asked }: { mapId: string; column: number; name?: string; recipe: DatasetRecipe },
): Promise<{ dataset: Dataset; done: Promise<Job> }> {
  const { layout } = context
  const map = presentMap(context, mapId)
  const {
    name: columnName,
    unit: own,
    stokes,
    derived,
  } = found(map.columns[column], `column of ${map.name}`, String(column))
  const recipe = settledRecipe(asked)
  const polarised = recipe.channels === 'I' ? polarisationRefusal(stokes, tableOf(map, column)) : null
  if (polarised) throw refused(map.path, `column ${columnName}, card ${polarised.card}`, polarised.reason, 'column')
  const unfit = recipe.channels === 'I' ? datasetRefusal(derived) : null
  if (unfit) throw refused(map.path, `column ${columnName}`, unfit, 'column')
  const converted = conversionOf(recipe)
  const { unit } = convertingFactor(converted, map.path, `unit of column ${columnName}`, own)
  const load = () => mapChannels(context, mapId, column, recipe.channels)
  // Only of an image must it be known where it lies.
  const extent = tableOf(map, column).grid.kind === 'image' ? extentOf((await load()).map) : null
  const plan = await planAside(recipe, { extent, regions: await loadRegions(recipe) })
  if (plan.count === 0) {
    const words = noPatchWords(recipe, plan)
    throw new CirrusError('invalid-params', `${words[0].toUpperCase()}${words.slice(1)}.`)
  }
  const id = freeDatasetId(context, map, recipe, name)
  return startDatasetJob(
    context,
    {
      id,
      name: name ?? id,
      mapId,
      mapName: map.name,
      column: recipe.channels === 'I' ? columnName : `Stokes ${[...recipe.channels].join(', ')}`,
      stack: null,
      unit,
      recipe,
      folder: join(layout.datasets, id),
      count: plan.count,
      splits: plan.splits,
      overlap: plan.overlap,
    },
    {
      title: `Cut ${name ?? id}`,
      async work({ signal, progress }) {
        progress(0, 'reading the map')
        return cutDataset({
          path: map.path,
          recipe,
          folder: join(layout.datasets, id),
          signal,
          onProgress: progress,
          ...(converted.unit === undefined ? { loaded: await load() } : { column: columnName, ...overridesOf(map) }),
        })
      },
    },
  )
}

/**
 * Registers a dataset in a folder of its own; one already registered is returned.
 * @throws CirrusError refused if the folder holds no dataset
 */
export async function openDataset(context: Context, path: string): Promise<Dataset> {
  const { catalog, layout } = context
  const folder = resolve(path)
  const known = () => catalog.datasets.list().find((dataset) => dataset.folder === folder)
  const { record } = await readDataset(folder)
  if (known()) return known()!
  const { recipe, count, splits, overlap, fingerprint, createdAt, map, stack } = record
  const id = freeId(slug(basename(folder)), takenIn(layout.datasets, catalog.datasets))
  const dataset = catalog.datasets.insert({
    ...{ id, name: record.name ?? id, mapId: null, mapName: map && basename(map.path), column: map?.column ?? null },
    ...{ stack: stack && patchStackSchema.parse(stack), unit: unitOf(record), recipe, folder },
    ...{ state: 'complete', failure: null, count, splits, overlap, fingerprint, createdAt },
  })
  tellChange(context, 'datasets', id)
  return dataset
}

/**
 * Marks datasets that a dead host left half cut as interrupted and removes their partial files; the user can cut them
 * again.
 */
export async function recoverDatasets({ catalog }: Context): Promise<void> {
  for (const { id, state, folder } of catalog.datasets.list()) {
    if (!isUnderWay({ state })) continue
    const message = 'Cirrus exited while this dataset was being made. Create it again.'
    catalog.datasets.update(id, { state: 'interrupted', failure: { code: 'interrupted', message } })
    await removeFolder(folder)
  }
}

export function datasetHandlers(context: Context): Handlers<DatasetContract> {
  const { catalog, jobs, layout } = context
  const previews = createDatasetPreviews(previewAside)
  const get = (id: string) => found(catalog.datasets.get(id), 'dataset', id)
  return {
    'datasets.list': () => catalog.datasets.list(),
    'datasets.get': ({ id }) => get(id),

    async 'datasets.patches'({ id }) {
      const dataset = get(id)
      return dataset.state === 'complete' ? await context.patchTables.of(dataset) : []
    },

    async 'datasets.preview'({ mapId, column, name, ...recipe }, { signal }) {
      if (mapId === undefined || column === undefined)
        return { ...(await previews.of(recipe, undefined, signal)), folder: null }
      const map = presentMap(context, mapId)
      const folder = join(layout.datasets, freeDatasetId(context, map, recipe, name))
      const loaded = await mapChannels(context, mapId, column, recipe.channels)
      const { factor } = convertingFactor(conversionOf(recipe), map.path, `unit of column ${loaded.name}`, loaded.unit)
      // Of the map in its own unit, which is in memory: converted, the same patches can be cut.
      const softening = recipe.softening && recipe.softening / factor
      const preview = await previews.of({ ...recipe, softening }, loaded, signal)
      return { ...preview, softening: preview.softening && preview.softening * factor, folder }
    },

    'datasets.create': async (order) => (await startDataset(context, order)).dataset,

    async 'datasets.previewImport'({ name, ...stack }) {
      const { count, size, channels, type } = await planImport(stack)
      const folder = join(layout.datasets, freeImportId(context, stack, name))
      return { count, size, type, bytes: 4 * count * size ** 2 * channels.length, folder }
    },

    'datasets.import': async (order) => (await startImport(context, order)).dataset,

    'datasets.open': ({ folder }) => openDataset(context, folder),

    'datasets.rename'({ id, name }) {
      const dataset = found(catalog.datasets.update(id, { name }), 'dataset', id)
      tellChange(context, 'datasets', id)
      return dataset
    },

    async 'datasets.remove'({ id }) {
      const dataset = get(id)
      const requireUnused = () => {
        const dependent = catalog.runs.list().filter((run) => run.datasetId === id)
        if (dependent.length === 0) return
        throw new CirrusError(
          'conflict',
          `Runs were trained on this dataset: ${dependent.map(({ name }) => name).join(', ')}. Delete them first.`,
        )
      }
      requireUnused()
      await jobs.cancelSubject(id)
      // A run may have been started on it meanwhile.
      requireUnused()
      catalog.datasets.remove(id)
      const isOurs = dirname(dataset.folder) === layout.datasets
      if (isOurs) await removeFolder(dataset.folder)
      tellChange(context, 'datasets', id)
      return {}
    },
  }
}
