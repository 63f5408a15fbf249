import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { priorNameSchema, type PriorKind, type PriorLatents } from '../../../src-preload/contract/priors.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { latentMap, latentMisfit } from '../../../src-shared/model/latent-shape.ts'
import type { TrainingOutcome } from '../../engine/outcomes.ts'
import { priorFiles, readPriorRecord, type PriorRecord } from '../../engine/prior/prior-folder.ts'
import { holderOf, holdRun } from '../../engine/training/hold-run.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import type { Engine } from '../host/engine.ts'
import { isInterruption } from '../host/is-interruption.ts'
import { writeRecord } from '../host/record-file.ts'
import { userFailure } from '../host/user-errors.ts'
import { readRun, writeRunRecord } from '../runs/run-folder.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { trainInEngine, type TrainingListener } from '../runs/train-in-engine.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { priorFolder } from './prior-standing.ts'

export interface PriorSettings {
  /** Folder of the run. */
  run: string
  /** The prior's name: its folder's. */
  name: string
  kind: PriorKind
  checkpoint: CheckpointChoice
  /** Changes the default configuration of a flow. */
  configure?(config: TrainingConfig): TrainingConfig
}

export interface PriorOrder extends TrainingListener {
  run: string
  name: string
  signal: AbortSignal
  onEncoded?(done: number, count: number): void
}

export interface PriorSummary {
  folder: string
  latents: PriorLatents
  /** Null for a prior that is computed, not trained. */
  training: TrainingOutcome | null
}

/**
 * Makes the folder of a new prior, with its settings; `resumePrior` trains it. One that was stopped before it had latents
 * is begun again.
 * @throws CirrusError refused for a run without latents | conflict if there is a prior of that name, or another process
 *   makes it | invalid-params for a name that is none
 */
export async function newPrior({ run, name, kind, checkpoint, configure }: PriorSettings): Promise<string> {
  const { record, config } = await readRunOfPatches(run)
  if (!isAutoencoder(config)) {
    throw refused(run, 'config.json', 'a flow has no latents of its own: it needs no prior, and is sampled as it is')
  }
  const named = priorNameSchema.safeParse(name)
  if (!named.success) {
    const message = `"${name}" can’t name a prior: ${named.error.issues[0].message}.`
    throw new CirrusError('invalid-params', message, undefined, { field: 'name' })
  }
  const folder = resolve(priorFolder(run, name))
  const files = priorFiles(folder)
  if (existsSync(files.record) && (await readPriorRecord(folder)).latents) {
    const message = `${folder} holds a prior already. Resume it, or choose another name.`
    throw new CirrusError('conflict', message, undefined, { field: 'name' })
  }
  const holder = await holderOf(folder)
  if (holder) {
    const message = `${folder} is being made by process ${holder.pid} on ${holder.machine}. Choose another name.`
    throw new CirrusError('conflict', message, undefined, { field: 'name' })
  }
  const createdAt = new Date().toISOString()
  if (kind !== 'gaussian') {
    const usual = priorConfig(latentMap(config), kind)
    const misfit = latentMisfit(usual)
    if (misfit) throw refused(run, 'config.json', `${misfit.reason}; train a prior of the kind flow`)
    await writeRunRecord(folder, {
      format: 'cirrus-run-1',
      cirrus: packageFacts.version,
      createdAt,
      dataset: record.dataset,
      startWeights: null,
      environments: [],
    })
    await writeRecord(runFiles(folder).config, configure?.(usual) ?? usual)
  }
  await writePrior(folder, {
    format: 'cirrus-prior-1',
    kind,
    createdAt,
    trial: null,
    checkpoint,
    latents: null,
    failure: null,
  })
  return folder
}

/**
 * Trains a prior on the latents of a run's patches, as far as that is not done: encodes them, and trains a flow from its
 * last checkpoint or fits a Gaussian. A failure is kept in its record.
 * @param order.epochs in all, if a flow is to be trained longer
 * @throws CirrusError refused if there is no such prior, or a Gaussian is complete | cancelled | engine-...
 */
export async function resumePrior(engine: Engine, order: PriorOrder & { epochs?: number }): Promise<PriorSummary> {
  const folder = resolve(priorFolder(order.run, order.name))
  const record = await readPriorRecord(folder)
  if (record.kind === 'gaussian' && record.latents) {
    throw refused(folder, 'prior.json', 'a Gaussian is not trained in steps; train the prior again')
  }
  if (record.failure) await writePrior(folder, { ...record, failure: null })
  try {
    const latents = record.latents ?? (await encodeAlone(engine, order, folder, record))
    return { folder, latents, training: record.kind === 'gaussian' ? null : await train(engine, order, folder) }
  } catch (error) {
    // Another process that trains it has no failure.
    if (!isInterruption(error) && !(await holderOf(folder))) {
      const last = await readPriorRecord(folder)
      await writePrior(folder, { ...last, failure: userFailure(error) })
    }
    throw error
  }
}

/** Writes what a prior's folder holds. */
export const writePrior = (folder: string, record: PriorRecord) => writeRecord(priorFiles(folder).record, record)

/** Encodes as the one process that writes into the prior's folder, so that others see that it is under way. */
async function encodeAlone(engine: Engine, order: PriorOrder, folder: string, record: PriorRecord) {
  const release = await holdRun(folder)
  try {
    return await encode(engine, order, folder, record)
  } finally {
    // The engine's training holds it from here on.
    await release()
  }
}

/** Encodes the run's patches, and fits a Gaussian to them if that is what is asked for. */
async function encode(engine: Engine, { run, signal, onEncoded }: PriorOrder, folder: string, record: PriorRecord) {
  const { dataset } = (await readRun(run)).record
  const { checkpoint } = record
  const files = { runFolder: resolve(run), datasetFolder: dataset.folder, folder: priorFiles(folder).latents }
  const latents = await engine.call(
    'prior.encode',
    { ...files, checkpoint },
    { signal, onProgress: ({ done, count }) => onEncoded?.(done, count) },
  )
  if (record.kind === 'gaussian') await engine.call('prior.gaussian', { folder }, { signal })
  await writePrior(folder, { ...record, failure: null, latents })
  return latents
}

async function train(engine: Engine, order: PriorOrder & { epochs?: number }, folder: string) {
  const { config } = await readRun(folder)
  return trainInEngine(engine, {
    ...order,
    datasetFolder: priorFiles(folder).latents,
    folder,
    config: { ...config, epochs: order.epochs ?? config.epochs },
    resume: true,
    weights: null,
  })
}
