import type { Job } from '../../../src-preload/contract/jobs.ts'
import type { LikelihoodChoice } from '../../../src-preload/contract/likelihood.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { measuredText } from '../../../src-shared/validation/likelihood-table.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { Context } from '../host/context.ts'
import { requireDrawable } from '../runs/require-drawable.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { runLikelihoods } from '../validations/run-likelihoods.ts'
import { keepLikelihood, type StoredLikelihood } from './kept-likelihoods.ts'

/**
 * Computes the likelihood of a run's flow as a job, and keeps it in the run's folder.
 * @throws CirrusError refused for an autoencoder, or a split without patches | conflict before the first epoch
 */
export async function startLikelihood(
  { engines, jobs }: Pick<Context, 'engines' | 'jobs'>,
  run: Run,
  choice: LikelihoodChoice,
  made: (stored: StoredLikelihood) => void,
): Promise<Job> {
  const { record, config } = await readRunOfPatches(run.folder)
  requireDrawable(run.folder, config)
  if (isAutoencoder(config)) {
    throw refused(run.folder, '', 'an autoencoder has likelihoods of its latents, under priors: validate the run')
  }
  if (run.epoch === 0) {
    throw new CirrusError('conflict', `${run.name} has no checkpoint yet; train it for an epoch first.`)
  }
  const { splits } = (await readDataset(record.dataset.folder)).record
  if (splits[choice.split] === 0) {
    const message = `${record.dataset.folder} has no ${choice.split} patches; choose another split.`
    throw new CirrusError('refused', message, undefined, { field: 'split' })
  }
  return jobs.start({
    kind: 'run',
    title: `Likelihood of ${run.name}`,
    subject: run.id,
    reads: true,
    lane: 'interactive',
    async work({ signal, progress }) {
      const found = await runLikelihoods(engines.interactive, {
        ...{ ...choice, run: run.folder, dataset: null, priors: [], signal },
        onPatch: (done, count) => progress(done / count, `patch ${done} of ${count}`),
      })
      const stored = await keepLikelihood(run.folder, choice, found)
      made(stored)
      return `ln p ${measuredText(stored.likelihood.nats)} nats per patch`
    },
  }).job
}
