import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { InpaintingConfig, ObjectivePoint } from '../../../src-preload/contract/inpaintings.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { writeCsv } from '../../files/csv.ts'
import { writeNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { standardisationOf } from '../../../src-preload/contract/datasets.ts'
import { scalingOf } from '../../../src-shared/sky/channels.ts'
import { readDataset, readPatches } from '../datasets/dataset-folder.ts'
import { datasetMasks } from '../datasets/stack-masks.ts'
import { rowOfStack } from '../datasets/patch-origin.ts'
import { observedMean, rootMeanSquares } from './fit-to-truth.ts'
import {
  inpaintingFiles,
  readInpaintingPictures,
  writeInpaintingRecord,
  type InpaintingRecord,
} from './inpainting-folder.ts'
import { beamInPixels, observedData } from './observed-data.ts'
import { comparePatches } from './patch-statistics.ts'
import { requireOneChannel } from './one-channel.ts'
import { readMask } from './read-mask.ts'
import { requireAutoencoder } from '../runs/require-autoencoder.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

export interface InpaintOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  config: InpaintingConfig
  folder: string
  signal?: AbortSignal
  onPoint?(point: ObjectivePoint): void
}

/**
 * Fills the hole in a patch of a dataset with the trained model as prior (Eq. 13), and compares model and filled patch
 * with the original.
 * @throws CirrusError refused | conflict | cancelled | engine-...; and errors of reading the files
 */
export async function inpaintPatch(engine: Engine, order: InpaintOrder): Promise<InpaintingRecord> {
  const { config, folder } = order
  const files = inpaintingFiles(folder)
  if (existsSync(files.record))
    throw new CirrusError('conflict', `${folder} already holds an inpainting; choose another folder.`)
  const run = await readRunOfPatches(order.run)
  requireAutoencoder(order.run, run.config)
  const datasetFolder = order.dataset ?? run.record.dataset.folder
  const { record: dataset, patches } = await readDataset(datasetFolder)
  const patch = patches[config.patch]
  if (!patch) {
    throw refused(datasetFolder, `patch ${config.patch}`, `no such patch; they are numbered 0 to ${patches.length - 1}`)
  }
  requireOneChannel(datasetFolder, dataset.recipe)
  const { size, width } = dataset.recipe
  if (size !== run.config.size) {
    throw refused(
      datasetFolder,
      'patches',
      `its patches have ${size} px, but the model of ${order.run} was trained on ${run.config.size} px`,
    )
  }
  const good = await datasetMasks(datasetFolder, config.patch, 1)
  if (good?.includes(0)) {
    throw refused(
      datasetFolder,
      `patch ${config.patch}`,
      'the map has no value at some of its pixels, so a fill can’t be compared there; choose a patch without holes',
    )
  }
  const original = await readPatches(datasetFolder, config.patch, 1)
  const mask = await readMask(config.mask, size)
  await mkdir(folder, { recursive: true })
  await writeNpy(files.original, original, [size, size])
  await writeNpy(files.mask, mask, [size, size])
  await writeNpy(files.data, observedData(original, config.operator, dataset.recipe), [size, size])

  const history: ObjectivePoint[] = []
  const outcome = await engine.call(
    'inpainting.run',
    {
      runFolder: resolve(order.run),
      checkpoint: config.checkpoint,
      data: resolve(files.data),
      mask: resolve(files.mask),
      folder: resolve(folder),
      sigma: config.sigma,
      beam: beamInPixels(config.operator, dataset.recipe),
      starts: config.starts,
      maxIterations: config.maxIterations,
      seed: config.seed,
    },
    {
      signal: order.signal,
      onProgress(point) {
        history.push(point)
        order.onPoint?.(point)
      },
    },
  )
  await writeCsv(files.history, {
    columns: ['start', 'iteration', 'objective'],
    rows: history.map(({ start, iteration, objective }) => [start, iteration, objective]),
  })
  const pictures = await readInpaintingPictures(folder, config.operator)
  const record: InpaintingRecord = {
    format: 'cirrus-inpainting-2',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    run: resolve(order.run),
    dataset: resolve(datasetFolder),
    epoch: outcome.epoch,
    latentDimension: run.config.latentDimension,
    map: dataset.map,
    stack: dataset.stack,
    ...(dataset.stack ? { stackRow: rowOfStack(config.patch, dataset.stack.leftOut) } : {}),
    lon: patch.lon,
    lat: patch.lat,
    rotation: patch.rotation,
    size,
    width,
    split: patch.split,
    ...scalingOf('I', dataset.recipe),
    standardisation: standardisationOf(dataset.recipe),
    mean: patch.mean,
    std: patch.std,
    config,
    result: {
      objective: outcome.objective,
      chi2: outcome.chi2,
      degreesOfFreedom: outcome.observed - run.config.latentDimension,
      iterations: outcome.iterations,
      seconds: outcome.seconds,
      fit: rootMeanSquares(original, pictures.model, mask),
      meanFit: rootMeanSquares(original, observedMean(original, mask), mask),
    },
    statistics: comparePatches(pictures, { size, width }),
  }
  await writeInpaintingRecord(folder, record)
  return record
}
