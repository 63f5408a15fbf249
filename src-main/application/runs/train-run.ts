import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { TrainingOutcome } from '../../engine/outcomes.ts'
import { holdsTraining, newestCheckpoint } from '../../engine/training/find-checkpoint.ts'
import type { Engine } from '../host/engine.ts'
import { trainingFingerprint } from '../priors/latents-folder.ts'
import { readRun, writeRunRecord } from './run-folder.ts'
import { checkStartWeights, describeStartWeights } from './start-weights.ts'
import { trainInEngine, type TrainingListener } from './train-in-engine.ts'

export interface TrainOrder extends TrainingListener {
  /** Folder of the dataset, or of latents. */
  dataset: string
  /** Folder of the run. */
  folder: string
  /** Null resumes the run in the folder from its last checkpoint. */
  config: TrainingConfig | null
  /** Weights file for a new run to start from; null draws them with the seed. */
  weights?: string | null
  /** Total number of epochs, if a resumed run is to be trained longer. */
  epochs?: number
  signal: AbortSignal
}

/**
 * Trains a run, or resumes it (`trainInEngine`).
 * @throws CirrusError refused | conflict | cancelled | engine-... ; the folder keeps everything up to the last checkpoint
 */
export async function trainRun(engine: Engine, order: TrainOrder): Promise<TrainingOutcome> {
  const { dataset, folder } = order
  const fingerprint = await trainingFingerprint(dataset)
  const { config, startWeights } = order.config
    ? { config: order.config, startWeights: order.weights ? await describeStartWeights(order.weights) : null }
    : await resumed(folder, fingerprint, order.epochs)
  if (order.config) {
    // The engine refuses such a folder too, but only after its record of the dataset would have been overwritten.
    if (await holdsTraining(folder)) {
      throw new CirrusError('conflict', `${folder} already holds a training. Resume it, or choose another folder.`)
    }
    await writeRunRecord(folder, {
      format: 'cirrus-run-1',
      cirrus: packageFacts.version,
      createdAt: new Date().toISOString(),
      dataset: { folder: resolve(dataset), fingerprint },
      startWeights,
      environments: [],
    })
  }
  return trainInEngine(engine, {
    ...order,
    datasetFolder: dataset,
    config,
    resume: order.config === null,
    weights: startWeights?.file ?? null,
  })
}

/**
 * The dataset and configuration with which the run in a folder resumes.
 * @throws CirrusError refused if it was trained on other data, or started from other weights
 */
async function resumed(folder: string, fingerprint: string, epochs?: number) {
  const { record, config } = await readRun(folder)
  if (record.dataset.fingerprint !== fingerprint) {
    throw new CirrusError(
      'refused',
      `${folder} was trained on other patches (fingerprint ${record.dataset.fingerprint.slice(0, 12)}, but this dataset has ${fingerprint.slice(0, 12)}); resume it with its own dataset, ${record.dataset.folder}.`,
    )
  }
  // Without a checkpoint it starts again, which requires the same weights.
  if (record.startWeights && !(await newestCheckpoint(folder))) await checkStartWeights(record.startWeights)
  return { config: { ...config, epochs: epochs ?? config.epochs }, startWeights: record.startWeights }
}
