import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ValidationConfig } from '../../../src-preload/contract/validations.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { removeLeftovers } from '../../files/atomic.ts'
import { latentCeiling } from '../../statistics/latent-ceiling.ts'
import type { Engine } from '../engine.ts'
import { inUserLanguage } from '../errors.ts'
import { readDataset } from './dataset-folder.ts'
import { readRun } from './run-folder.ts'
import {
  readValidationRecord,
  validationFiles,
  writeValidationRecord,
  type ValidationRecord,
} from './validation-folder.ts'
import { measureValidation } from './validation/measure-validation.ts'
import { storeDecodings } from './validation/stored-decodings.ts'

export interface ValidateOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  config: ValidationConfig
  /** Where everything goes (validation-folder.ts). */
  folder: string
  signal?: AbortSignal
  /** How much is done, and what is being done. */
  onProgress?(fraction: number, note: string): void
}

/** What of a run is validated, as the name of a folder: epoch-0048-test-100. */
export const validationName = (epoch: number, { split, samples }: ValidationConfig) =>
  `epoch-${String(epoch).padStart(4, '0')}-${split}-${samples}`

/** Where the validations of a run lie, if nothing else is said. */
export const validationFolder = (runFolder: string, name: string) => join(runFolder, 'validations', name)

/**
 * Validates a run: what its model makes of a split and of draws from the prior, and all statistics of these beside their
 * references. Reconstructions and draws that the folder holds already are not made again; results.json is written last.
 * A folder that holds this validation is returned as it is.
 * @throws CirrusError refused | conflict if the folder holds another one | cancelled | engine-...
 */
export async function validateRun(engine: Engine, order: ValidateOrder): Promise<ValidationRecord> {
  const { config, signal, onProgress = () => {} } = order
  const began = performance.now()
  return inUserLanguage(async () => {
    const run = await readRun(order.run)
    const dataset = resolve(order.dataset ?? run.record.dataset.folder)
    const { record, patches } = await readDataset(dataset)
    if (record.fingerprint !== run.record.dataset.fingerprint) {
      throw refused(
        dataset,
        'fingerprint',
        `these are not the patches that ${order.run} was trained on (${record.fingerprint.slice(0, 12)}, those had ${run.record.dataset.fingerprint.slice(0, 12)}); train a run on them, or bring the old ones back`,
      )
    }
    const inSplit = (name: string) => patches.filter(({ split }) => split === name)
    if (inSplit(config.split).length === 0)
      throw refused(dataset, 'patches.csv', `it has no ${config.split} patches; choose another split`)
    const epoch = await chosenEpoch(order.run, config.checkpoint)
    const folder = resolve(order.folder)
    if (existsSync(validationFiles(folder).record)) return stored(folder, order, record.fingerprint, epoch)

    await mkdir(folder, { recursive: true })
    await removeLeftovers(folder)
    const { fingerprint } = record
    const files = { run: resolve(order.run), dataset, folder }
    await storeDecodings(engine, {
      ...files,
      fingerprint,
      epoch,
      config,
      signal,
      onPatch: (done, count) => onProgress(0.5 * (done / count), `reconstructs patch ${done} of ${count}`),
      onSample: (done, count) => onProgress(0.5 + 0.05 * (done / count), `decodes sample ${done} of ${count}`),
    })
    const measured = await measureValidation({
      ...files,
      record,
      patches: inSplit(config.split),
      train: inSplit('train'),
      latents: run.config.latentDimension,
      symmetries: run.config.augment,
      signal,
      onProgress: (fraction, note) => onProgress(0.55 + 0.45 * fraction, note),
    })
    const { size, width, scale } = record.recipe
    const validation: ValidationRecord = {
      format: 'cirrus-validation-1',
      cirrus: packageFacts.version,
      createdAt: new Date().toISOString(),
      run: files.run,
      dataset: { folder: dataset, fingerprint },
      config,
      epoch,
      map: record.map,
      size,
      width,
      scale,
      results: {
        ...measured.results,
        latentCeiling: latentCeiling(run.config.latentDimension, width),
        seconds: (performance.now() - began) / 1000,
      },
      patches: measured.patches,
      nearest: measured.nearest,
    }
    signal?.throwIfAborted()
    await writeValidationRecord(folder, validation)
    return readValidationRecord(folder)
  }).catch((error) => {
    if (!signal?.aborted) throw error
    throw new CirrusError('cancelled', 'The validation was stopped. What was reconstructed is kept.')
  })
}

/** The validation that a folder holds, if it is the one that is asked for. */
async function stored(folder: string, { config }: ValidateOrder, fingerprint: string, epoch: number) {
  const held = await readValidationRecord(folder)
  const same =
    held.epoch === epoch &&
    held.dataset.fingerprint === fingerprint &&
    held.config.split === config.split &&
    held.config.samples === config.samples
  if (same) return held
  throw new CirrusError('conflict', `${folder} already holds another validation; choose another folder.`)
}
