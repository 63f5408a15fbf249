import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { Study } from '../../../src-preload/contract/studies.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { latentMap, latentMisfit } from '../../../src-shared/model/latent-shape.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { priorFiles } from '../../engine/prior/prior-folder.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { Context } from '../host/context.ts'
import { priorFolder } from '../priors/prior-standing.ts'
import { datasetToTrainOn } from '../runs/dataset-to-train-on.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/** What a study's trials are trained on; latents are in a folder of the study's own. */
export type StudySource = Pick<Study, 'datasetId' | 'datasetName' | 'datasetFingerprint' | 'latents'> &
  Partial<Pick<Study, 'datasetFolder'>>

/** @throws CirrusError invalid-params without a dataset; as `datasetToTrainOn` */
export function datasetToStudy(context: Context, id: string | null, base: TrainingConfig): StudySource {
  if (id === null) {
    const message = 'A study needs a dataset, or a run for whose latents a prior is searched.'
    throw new CirrusError('invalid-params', message, undefined, { field: 'datasetId' })
  }
  const { name, folder, fingerprint } = datasetToTrainOn(context, id, base, 'base')
  return {
    datasetId: id,
    datasetName: name,
    datasetFolder: folder,
    datasetFingerprint: fingerprint!,
    latents: null,
  }
}

/**
 * The latents that a study of a prior is to search on, as the run's folder tells; they are encoded when the study begins.
 * @throws CirrusError refused for a folder without a trained autoencoder | invalid-params if the base is not a prior of its
 *   latents | conflict if it has a prior of that name, or there are no validation patches
 */
export async function latentsToStudy(
  { catalog }: Pick<Context, 'catalog'>,
  choice: { run: string; checkpoint: CheckpointChoice; prior: string },
  base: TrainingConfig,
): Promise<StudySource> {
  const folder = resolve(choice.run)
  const { record, config } = await readRunOfPatches(folder)
  if (!isAutoencoder(config)) {
    throw refused(folder, 'config.json', 'a flow has no latents, and needs no prior; study the flow itself')
  }
  checkBase(folder, config, base)
  const epoch = await chosenEpoch(folder, choice.checkpoint)
  if (existsSync(priorFiles(priorFolder(folder, choice.prior)).record)) {
    const message = `${folder} has a prior named ${choice.prior} already. Choose another name.`
    throw new CirrusError('conflict', message, undefined, { field: 'latents.prior' })
  }
  const { splits, fingerprint } = (await readDataset(record.dataset.folder)).record
  if (splits.validation === 0) {
    const message = `${record.dataset.folder} has no validation patches to compare priors by.`
    throw new CirrusError('conflict', message, undefined, { field: 'latents' })
  }
  const run = catalog.runs.list().find((one) => resolve(one.folder) === folder)
  const dataset = catalog.datasets.list().find((one) => resolve(one.folder) === resolve(record.dataset.folder))
  return {
    datasetId: dataset?.id ?? null,
    datasetName: dataset?.name ?? record.dataset.folder,
    datasetFingerprint: createHash('sha256')
      .update(JSON.stringify([fingerprint, record.createdAt, epoch]))
      .digest('hex'),
    latents: {
      ...choice,
      ...{ runId: run?.id ?? null, runName: run?.name ?? folder, runFolder: folder, epoch },
    },
  }
}

/** @throws CirrusError invalid-params if it is no prior of the run's latents; refused for more than a kind can have */
function checkBase(run: string, config: TrainingConfig, base: TrainingConfig) {
  const { side, channels } = latentMap(config)
  const isPrior = base.space === 'latents' && !isAutoencoder(base)
  if (!isPrior || base.size !== side || base.channels !== channels) {
    const message = `${run} has ${side} x ${side} x ${channels} latents: the configuration is not of a prior of those.`
    throw new CirrusError('invalid-params', message, undefined, { field: 'base' })
  }
  const misfit = latentMisfit(base)
  if (misfit) throw refused(run, 'config.json', `${misfit.reason}; study a prior of the kind flow`)
}
