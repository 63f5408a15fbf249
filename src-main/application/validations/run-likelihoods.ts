import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { LikelihoodChoice } from '../../../src-preload/contract/likelihood.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { likelihoodOf, type Likelihood } from '../../../src-shared/validation/likelihood.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { Engine } from '../host/engine.ts'
import { fittingPrior } from '../priors/fitting-prior.ts'
import { requireDrawable } from '../runs/require-drawable.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

export interface LikelihoodOrder extends LikelihoodChoice {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  /** Names of the run's priors; N(0, 1) is always computed beside them. A flow has none. */
  priors: readonly string[]
  signal?: AbortSignal
  /** Called with the patches of all priors. */
  onPatch?(done: number, count: number): void
}

/** Likelihoods with what they were computed of. */
export interface RunLikelihoods {
  /** Of the checkpoint. */
  epoch: number
  split: LikelihoodChoice['split']
  seed: number
  /** Of the dataset. */
  fingerprint: string
  /** Of an autoencoder, under N(0, 1) and then under each prior; of a flow, its own. */
  likelihoods: Likelihood[]
}

/**
 * How well a run predicts the patches of a split: the density of a flow at the standardised patches, or those of N(0, 1)
 * and of priors at the latents of an autoencoder.
 * @throws CirrusError refused for a prior of a flow, or of another checkpoint | cancelled | engine-...
 */
export async function runLikelihoods(engine: Engine, order: LikelihoodOrder): Promise<RunLikelihoods> {
  const { signal, onPatch, run, dataset, priors, ...choice } = order
  const { record, config } = await readRunOfPatches(run)
  requireDrawable(run, config)
  const isFlow = !isAutoencoder(config)
  if (priors.length > 0 && isFlow) {
    throw refused(run, 'config.json', 'a flow is itself a density of patches, and has no prior: leave the prior out')
  }
  const datasetFolder = resolve(dataset ?? record.dataset.folder)
  const { fingerprint } = (await readDataset(datasetFolder)).record
  // All of them before the first is computed, so that one that does not fit is refused at once.
  const fitting = await Promise.all(priors.map((name) => fittingPrior(run, name, choice.checkpoint)))
  const folders = [null, ...fitting.map(({ folder }) => folder)]
  const names = [null, ...priors]
  const kinds = [isFlow ? 'flow' : 'normal', ...fitting.map(({ kind }) => kind)]
  const { split, solver, solverSteps, probes, seed } = choice
  const likelihoods: Likelihood[] = []
  let lastEpoch = 0
  for (const [i, prior] of folders.entries()) {
    const { epoch, ...found } = await engine.call(
      'likelihood.run',
      { ...choice, runFolder: resolve(run), datasetFolder, prior },
      { signal, onProgress: ({ done, count }) => onPatch?.(i * count + done, folders.length * count) },
    )
    lastEpoch = epoch
    const of = found.space === 'patches' ? [fingerprint] : [fingerprint, record.createdAt, epoch, seed]
    likelihoods.push(
      likelihoodOf({
        ...found,
        prior: names[i],
        subject: createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16),
        solved: kinds[i] === 'flow' ? { solver, solverSteps, probes } : null,
      }),
    )
  }
  return { epoch: lastEpoch, split, seed, fingerprint, likelihoods }
}
