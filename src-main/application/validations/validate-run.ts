import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { plainRecipe, sameRecipe, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { datasetChannels } from '../../../src-preload/contract/datasets.ts'
import { usualPriorSamples, type ValidationConfig } from '../../../src-preload/contract/validations.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { removeLeftovers } from '../../files/atomic.ts'
import { channelPlace, scalingOf } from '../../../src-shared/sky/channels.ts'
import { latentCeiling } from '../../../src-shared/statistics/latent-ceiling.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { checksumOf } from '../../files/file-checksum.ts'
import { requireAutoencoder } from '../runs/require-autoencoder.ts'
import { fittingPrior } from '../priors/fitting-prior.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { readSpectrumSky } from '../maps/spectrum-sky.ts'
import {
  readValidationRecord,
  validationFiles,
  writeValidationRecord,
  type ValidationRecord,
} from './validation-folder.ts'
import { classifySamples, requireWholePatches, withClassifier } from './classify-samples.ts'
import { measureValidation } from './measure/measure-validation.ts'
import { storeDecodings } from './measure/stored-decodings.ts'
import { validationLikelihoods } from './validation-likelihoods.ts'
import { makeFolder } from '../../files/make-folder.ts'

export interface ValidateOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  config: ValidationConfig
  /** Output folder (validation-folder.ts). */
  folder: string
  /** Folders of validations of the same run, whose reconstructions and samples can be reused. */
  alike?: readonly string[]
  signal?: AbortSignal
  /** Fraction done, and the current step. */
  onProgress?(fraction: number, note: string): void
}

/**
 * The folder name of a validation: epoch-0048-test-100, or epoch-0048-test-100-q of one channel, with -drawn-64 for
 * another number of prior samples than the default, -prior- and its version for another prior than N(0, 1),
 * -classifier if one is trained, and -likelihood-100 if that of as many patches is computed; eight hexadecimal digits are
 * added if spectra are not measured in the default way.
 * @param mask checksum of the recipe's mask: its content matters, not its path
 * @param priorVersion of the prior (fitting-prior.ts), which may be trained further under the same name
 */
export function validationName(
  epoch: number,
  { split, samples, channel, priorSamples, classifier, likelihood, spectra }: ValidationConfig,
  mask: string | null = null,
  priorVersion: string | null = null,
) {
  const name = [
    ...['epoch', String(epoch).padStart(4, '0'), split, samples],
    ...(channel ? [channel.toLowerCase()] : []),
    ...(priorSamples === usualPriorSamples ? [] : ['drawn', priorSamples]),
    ...(priorVersion === null ? [] : ['prior', priorVersion]),
    ...(classifier ? ['classifier'] : []),
    ...(likelihood === null ? [] : ['likelihood', likelihood]),
  ].join('-')
  if (sameRecipe(spectra, plainRecipe)) return name
  const digits = createHash('sha256').update(JSON.stringify({ ...spectra, mask }))
  return `${name}-${digits.digest('hex').slice(0, 8)}`
}

/** SHA-256 of the mask that a recipe names; null without one. @throws the system's error for a file that can't be read */
export const maskChecksum = async ({ mask }: SpectrumRecipe) => (mask === null ? null : checksumOf(mask))

/**
 * The version of the prior that a validation draws from; null for N(0, 1).
 * @throws CirrusError refused if there is no such prior, or it does not fit the checkpoint
 */
export const priorVersionOf = async (run: string, { prior, checkpoint }: ValidationConfig) =>
  prior === null ? null : (await fittingPrior(run, prior, checkpoint)).version

/** Default folder of a run's validations. */
export const validationFolder = (runFolder: string, name: string) => join(runFolder, 'validations', name)

/**
 * Validates a run: reconstructs a split, samples the prior, and measures all statistics of both beside their
 * references. Reconstructions and samples already in the folder are reused; results.json is written last. A folder that
 * already holds this validation is returned unchanged.
 * @throws CirrusError refused | conflict if the folder holds another one | cancelled | engine-...
 */
export async function validateRun(engine: Engine, order: ValidateOrder): Promise<ValidationRecord> {
  try {
    return await validateInto(engine, order)
  } catch (error) {
    if (!order.signal?.aborted) throw error
    throw new CirrusError('cancelled', 'The validation was stopped. What was reconstructed is kept.')
  }
}

async function validateInto(engine: Engine, order: ValidateOrder): Promise<ValidationRecord> {
  const { config, signal, onProgress = () => {} } = order
  const began = performance.now()
  const run = await readRunOfPatches(order.run)
  requireAutoencoder(order.run, run.config)
  const dataset = resolve(order.dataset ?? run.record.dataset.folder)
  const { record, patches } = await readDataset(dataset)
  if (record.fingerprint !== run.record.dataset.fingerprint) {
    throw refused(
      dataset,
      'fingerprint',
      `these are not the patches that ${order.run} was trained on (${record.fingerprint.slice(0, 12)}, those had ${run.record.dataset.fingerprint.slice(0, 12)}); train a run on them, or restore the old ones`,
    )
  }
  const channels = datasetChannels(record.recipe)
  const channel = channelPlace(channels, config.channel)
  if (channel < 0)
    throw refused(dataset, 'channels', `its patches have no channel ${config.channel}, only ${channels.join(', ')}`)
  const inSplit = (name: string) => patches.filter(({ split }) => split === name)
  if (inSplit(config.split).length === 0)
    throw refused(dataset, 'patches.csv', `it has no ${config.split} patches; choose another split`)
  const epoch = await chosenEpoch(order.run, config.checkpoint)
  const folder = resolve(order.folder)
  const { size, width } = record.recipe
  const mask = await maskChecksum(config.spectra)
  const priorVersion = await priorVersionOf(order.run, config)
  if (existsSync(validationFiles(folder).record))
    return stored(folder, validationName(epoch, config, mask, priorVersion), record.fingerprint)
  // Before the long computation, so that what is unsuitable is refused at once.
  if (config.classifier) requireWholePatches(dataset)
  const sky = await readSpectrumSky(dataset, { rows: size, columns: size, width }, config.spectra)

  await makeFolder(folder)
  await removeLeftovers(folder)
  const { fingerprint } = record
  const files = { run: resolve(order.run), dataset, folder }
  await storeDecodings(engine, {
    ...files,
    fingerprint,
    epoch,
    config,
    priorVersion,
    alike: order.alike ?? [],
    signal,
    onPatch: (done, count) => onProgress(0.5 * (done / count), `reconstructing patch ${done} of ${count}`),
    onSample: (done, count) => onProgress(0.5 + 0.05 * (done / count), `decoding sample ${done} of ${count}`),
  })
  // Shares of the time of what is only done if it is asked for; the rest of 0.45 is measuring.
  const share = { likelihood: config.likelihood === null ? 0 : 0.1, classifier: config.classifier ? 0.2 : 0 }
  const likelihoods = await validationLikelihoods(engine, config, {
    ...{ run: files.run, dataset, epoch, signal },
    onPatch: (done, count) =>
      onProgress(0.55 + share.likelihood * (done / count), `likelihood, density ${done} of ${count}`),
  })
  const measuredFrom = 0.55 + share.likelihood
  const measured = await measureValidation({
    ...files,
    record,
    patches: inSplit(config.split),
    train: inSplit('train'),
    latents: run.config.latentDimension,
    mostTrain: config.priorSamples,
    sky,
    channel,
    symmetries: run.config.augment,
    signal,
    onProgress: (fraction, note) => onProgress(measuredFrom + (1 - measuredFrom - share.classifier) * fraction, note),
  })
  const classifier = config.classifier
    ? await classifySamples(engine, {
        ...{ dataset, folder, record, patches: inSplit(config.split), channel, signal },
        onStep: (done, count) =>
          onProgress(1 - share.classifier * (1 - done / count), `classifier, step ${done} of ${count}`),
      })
    : null
  const validation: ValidationRecord = {
    format: 'cirrus-validation-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    run: files.run,
    dataset: { folder: dataset, fingerprint },
    config,
    maskChecksum: mask,
    priorVersion,
    epoch,
    map: record.map,
    stack: record.stack,
    size,
    width,
    channel,
    ...scalingOf(channels[channel], record.recipe),
    standardisation: record.recipe.standardisation,
    results: {
      ...withClassifier(measured.results, classifier),
      likelihoods,
      latentCeiling: latentCeiling(run.config.latentDimension, width),
      seconds: (performance.now() - began) / 1000,
    },
    patches: measured.patches,
    nearest: measured.nearest,
  }
  signal?.throwIfAborted()
  await writeValidationRecord(folder, validation)
  return readValidationRecord(folder)
}

/** The validation in a folder, if it is the requested one. */
async function stored(folder: string, name: string, fingerprint: string) {
  const held = await readValidationRecord(folder)
  const same = validationName(held.epoch, held.config, held.maskChecksum, held.priorVersion) === name
  if (same && held.dataset.fingerprint === fingerprint) return held
  throw new CirrusError('conflict', `${folder} already holds another validation; choose another folder.`)
}
