import { resolve } from 'node:path'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { SolverName } from '../../../src-preload/contract/solver.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { likelihoodOf, type Likelihood } from '../../../src-shared/validation/likelihood.ts'
import type { LikelihoodOutcome } from '../../engine/outcomes.ts'
import { writeCsv } from '../../files/csv.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { Engine } from '../host/engine.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { fittingPrior } from '../priors/fitting-prior.ts'
import { readRun } from '../runs/run-folder.ts'

export interface LikelihoodOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  checkpoint: CheckpointChoice
  split: SplitName
  /** Patches, spread evenly over the split. */
  count: number
  /** Name of a prior of the run; null for N(0, 1), and for a flow. */
  prior: string | null
  solver: SolverName
  solverSteps: number
  probes: number
  seed: number
  /** Table to write, with ln p of each patch. */
  out?: string
  overwrite?: boolean
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
}

/** A likelihood with what it was computed of. */
export type LikelihoodRecord = Likelihood &
  Pick<LikelihoodOutcome, 'epoch' | 'leftOut' | 'seconds'> &
  Pick<LikelihoodOrder, 'split' | 'prior' | 'solver' | 'solverSteps' | 'probes' | 'seed'> & { fingerprint: string }

/**
 * How well a model predicts the patches of a split: the density of a flow at the standardised patches, or that of a prior
 * at the latents of an autoencoder.
 * @throws CirrusError refused for a prior of a flow, or of another checkpoint | conflict for a table that is there | cancelled | engine-...
 */
export async function likelihoodOfRun(engine: Engine, order: LikelihoodOrder): Promise<LikelihoodRecord> {
  const { out, overwrite, signal, onPatch, run, dataset, ...choice } = order
  if (out !== undefined) requireFreeFile(out, overwrite)
  const { record, config } = await readRun(run)
  if (choice.prior !== null && !isAutoencoder(config)) {
    throw refused(run, 'config.json', 'a flow is itself a density of patches, and has no prior: leave the prior out')
  }
  const datasetFolder = resolve(dataset ?? record.dataset.folder)
  const { fingerprint } = (await readDataset(datasetFolder)).record
  const prior = choice.prior === null ? null : (await fittingPrior(run, choice.prior, choice.checkpoint)).folder
  const { densities, epoch, leftOut, seconds, ...of } = await engine.call(
    'likelihood.run',
    { ...choice, runFolder: resolve(run), datasetFolder, prior },
    { signal, onProgress: ({ done, count }) => onPatch?.(done, count) },
  )
  const likelihood = likelihoodOf(
    densities.map(({ logDensity }) => logDensity),
    of,
  )
  if (out !== undefined) {
    await writeCsv(out, {
      columns: ['index', 'logDensity'],
      rows: densities.map(({ index, logDensity }) => [index, logDensity]),
    })
  }
  const { split, solver, solverSteps, probes, seed } = choice
  return {
    ...likelihood,
    ...{ epoch, leftOut, seconds, split, prior: choice.prior, solver, solverSteps, probes, seed, fingerprint },
  }
}
