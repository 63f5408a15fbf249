import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { TrainingOutcome } from '../../engine/contract.ts'
import { EngineError } from '../../engine/runtime/errors.ts'
import type { PriorKind, PriorLatents } from '../../../src-preload/contract/priors.ts'
import { priorFiles, readPrior, type PriorRecord } from '../../engine/prior/prior-folder.ts'
import { writeRecord } from '../host/record-file.ts'
import type { Engine } from '../host/engine.ts'
import { readRun, writeRunRecord } from '../runs/run-folder.ts'
import { trainInEngine, type TrainingListener } from '../runs/train-in-engine.ts'
import { priorConfig } from './prior-config.ts'

/** Folder of a run's prior. */
export const priorFolder = (runFolder: string, name: string) => join(runFolder, 'priors', name)

export interface PriorOrder extends TrainingListener {
  /** Folder of the run. */
  run: string
  /** The prior's name: its folder's. */
  name: string
  kind: PriorKind
  checkpoint: CheckpointChoice
  seed: number
  /** Changes the default configuration of a flow. */
  configure?(config: TrainingConfig): TrainingConfig
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
 * Trains a prior on the latents of a run's patches: encodes them, and trains a flow or fits a Gaussian. A flow that was
 * stopped is resumed by `resumePrior`.
 * @throws CirrusError refused for a run without latents | conflict if there is a prior of that name | cancelled |
 *   engine-...
 */
export async function trainPrior(engine: Engine, order: PriorOrder): Promise<PriorSummary> {
  const { record, config } = await readRun(order.run)
  if (config.architecture === 'flow') {
    throw refused(
      order.run,
      'config.json',
      'a flow has no latents of its own: it needs no prior, and is sampled as it is',
    )
  }
  const folder = resolve(priorFolder(order.run, order.name))
  const files = priorFiles(folder)
  if (existsSync(files.record)) {
    throw new CirrusError('conflict', `${folder} holds a prior already. Resume it, or choose another name.`)
  }
  const latents = await engine.call(
    'prior.encode',
    {
      runFolder: resolve(order.run),
      datasetFolder: record.dataset.folder,
      checkpoint: order.checkpoint,
      folder: files.latents,
    },
    { signal: order.signal, onProgress: ({ done, count }) => order.onEncoded?.(done, count) },
  )
  if (order.kind === 'gaussian') await engine.call('prior.gaussian', { folder }, { signal: order.signal })
  await writeRecord(files.record, { format: 'cirrus-prior-1', kind: order.kind, latents } satisfies PriorRecord)
  if (order.kind === 'gaussian') return { folder, latents, training: null }
  await writeRunRecord(folder, {
    format: 'cirrus-run-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    dataset: record.dataset,
    startWeights: null,
    environments: [],
  })
  const flow = priorConfig(latents, order.seed)
  const training = await trainInEngine(engine, {
    ...order,
    datasetFolder: files.latents,
    folder,
    config: order.configure?.(flow) ?? flow,
    resume: false,
    weights: null,
  })
  return { folder, latents, training }
}

/**
 * Continues the training of a run's flow from its last checkpoint.
 * @param epochs in all, if it is to be trained longer
 * @throws CirrusError refused if there is no such flow | cancelled | engine-...
 */
export async function resumePrior(
  engine: Engine,
  { epochs, ...order }: Pick<PriorOrder, 'run' | 'name' | 'signal'> & TrainingListener & { epochs?: number },
): Promise<PriorSummary> {
  const folder = resolve(priorFolder(order.run, order.name))
  const { kind, latents } = await readPrior(folder).catch((error: unknown) => {
    throw error instanceof EngineError ? refused(folder, '', error.message) : error
  })
  if (kind !== 'flow') throw refused(folder, 'prior.json', 'only a flow is trained in steps; train the prior again')
  const { config } = await readRun(folder)
  const training = await trainInEngine(engine, {
    ...order,
    datasetFolder: priorFiles(folder).latents,
    folder,
    config: { ...config, epochs: epochs ?? config.epochs },
    resume: true,
    weights: null,
  })
  return { folder, latents, training }
}
