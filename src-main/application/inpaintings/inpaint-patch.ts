import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type {
  InpaintingConfig,
  MaskChoice,
  ObjectivePoint,
  Operator,
} from '../../../src-preload/contract/inpaintings.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { writeCsv } from '../../files/csv.ts'
import { writeNpy } from '../../files/npy.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'
import { figureMask } from '../../../src-shared/sky/masks.ts'
import type { Engine } from '../host/engine.ts'
import { inUserLanguage } from '../host/user-errors.ts'
import { readDataset, readPatches } from '../datasets/dataset-folder.ts'
import { readPictures } from '../maps/image-file.ts'
import {
  inpaintingFiles,
  readInpaintingPictures,
  writeInpaintingRecord,
  type InpaintingRecord,
} from './inpainting-folder.ts'
import { comparePatches } from './patch-statistics.ts'
import { readRun } from '../runs/run-folder.ts'

/** Pixels and degrees on the side of a patch. */
type PatchGeometry = { size: number; width: number }

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
 * Fills the hole in a patch of a dataset with the trained model as prior (Eq. 13), and evaluates the fill against the patch.
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export async function inpaintPatch(engine: Engine, order: InpaintOrder): Promise<InpaintingRecord> {
  const { config, folder } = order
  const files = inpaintingFiles(folder)
  if (existsSync(files.record))
    throw new CirrusError('conflict', `${folder} already holds an inpainting; choose another folder.`)
  return inUserLanguage(async () => {
    const run = await readRun(order.run)
    const datasetFolder = order.dataset ?? run.record.dataset.folder
    const { record: dataset, patches } = await readDataset(datasetFolder)
    const patch = patches[config.patch]
    if (!patch) {
      throw refused(
        datasetFolder,
        `patch ${config.patch}`,
        `there is no such patch; they run from 0 to ${patches.length - 1}`,
      )
    }
    const { size, width, scale } = dataset.recipe
    if (size !== run.config.size) {
      throw refused(
        datasetFolder,
        'patches',
        `they have ${size} px, but the model of ${order.run} was trained on ${run.config.size} px`,
      )
    }
    const original = await readPatches(datasetFolder, config.patch, 1)
    const mask = await readMask(config.mask, size)
    await mkdir(folder, { recursive: true })
    await writeNpy(files.original, original, [size, size])
    await writeNpy(files.mask, mask, [size, size])
    await writeNpy(files.data, dataOf(original, config.operator, dataset.recipe), [size, size])

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
    const { reconstruction } = await readInpaintingPictures(folder)
    const record: InpaintingRecord = {
      format: 'cirrus-inpainting-1',
      cirrus: packageFacts.version,
      createdAt: new Date().toISOString(),
      run: resolve(order.run),
      dataset: resolve(datasetFolder),
      epoch: outcome.epoch,
      latentDimension: run.config.latentDimension,
      map: dataset.map,
      lon: patch.lon,
      lat: patch.lat,
      size,
      width,
      split: patch.split,
      scale,
      mean: patch.mean,
      std: patch.std,
      config,
      result: {
        objective: outcome.objective,
        chi2: outcome.chi2,
        degreesOfFreedom: outcome.observed - run.config.latentDimension,
        iterations: outcome.iterations,
        seconds: outcome.seconds,
        fit: rootMeanSquares(original, reconstruction, mask),
        meanFit: rootMeanSquares(original, new Float32Array(size * size).fill(observedMean(original, mask)), mask),
      },
      statistics: comparePatches(original, reconstruction, size, width),
    }
    await writeInpaintingRecord(folder, record)
    return record
  })
}

/** Full width at half maximum of the operator's beam in pixels, if it is one. */
function beamInPixels(operator: Operator, { size, width }: PatchGeometry): number | undefined {
  return operator.kind === 'beam' ? (operator.fwhm / 60 / width) * (size - 1) : undefined
}

/** What is seen of a patch, in its hole too: the patch itself, or through the operator's beam. */
export function dataOf(patch: Float32Array, operator: Operator, geometry: PatchGeometry): Float32Array {
  const beam = beamInPixels(operator, geometry)
  return beam === undefined ? patch : throughBeam(patch, geometry.size, beam)
}

/** uint8 [size, size], 1 = observed. @throws CirrusError refused for a mask that does not fit or leaves nothing to do */
export async function readMask(choice: MaskChoice, size: number): Promise<Uint8Array> {
  if (choice.kind !== 'file') return figureMask(choice.kind, size)
  const picture = await readPictures(choice.path)
  if (picture.count !== 1 || picture.rows !== size || picture.columns !== size) {
    throw refused(
      choice.path,
      'shape',
      `a mask of ${picture.rows} x ${picture.columns} does not fit patches of ${size} x ${size}`,
    )
  }
  const values = picture.picture(0)
  const odd = values.findIndex((value) => value !== 0 && value !== 1)
  if (odd >= 0) {
    throw refused(
      choice.path,
      `row ${Math.floor(odd / size)}, column ${odd % size}`,
      `${values[odd]} is neither 1 (observed) nor 0 (hole)`,
    )
  }
  const mask = Uint8Array.from(values)
  if (!mask.includes(0)) throw refused(choice.path, '', 'the mask has no hole: every pixel is 1')
  if (!mask.includes(1)) throw refused(choice.path, '', 'the mask leaves nothing observed: every pixel is 0')
  return mask
}

/** Root mean square of truth minus fill, inside the hole (mask 0) and outside. */
export function rootMeanSquares(truth: Float32Array, fill: Float32Array, mask: Uint8Array) {
  const squares = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    squares[mask[i]] += (truth[i] - fill[i]) ** 2
    counts[mask[i]]++
  }
  return { inside: Math.sqrt(squares[0] / counts[0]), outside: Math.sqrt(squares[1] / counts[1]) }
}

function observedMean(values: Float32Array, mask: Uint8Array): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < values.length; i++) {
    sum += mask[i] * values[i]
    count += mask[i]
  }
  return sum / count
}
