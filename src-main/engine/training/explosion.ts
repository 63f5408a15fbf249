import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/** Consecutive epochs that must be this bad: a single patch with a point source can spoil the mean of one. */
const patience = 3

/** How far above the best epoch they must be, in units of `scale` below. */
const factor = 10

/** An epoch's means, as in metrics.csv. */
type EpochMeans = Pick<EpochMetrics, 'trainLoss' | 'trainReconstruction' | 'trainKl' | 'klWeight'>

/**
 * Whether a training has diverged although its loss is finite: its mean over an epoch rose far above that of the best
 * epoch before, and stayed there. No healthy training does this: those of docs/training.md rise by 0.01 of the scale at
 * most, while one whose learning rate is far too high ends where a model has learned nothing, one scale up. The
 * comparison uses epochs, because single batches have outliers of orders of magnitude; the best epoch so far, because a
 * first epoch may be thousands of scales high and the next one good; the training patches, because validation lags
 * behind with batch normalisation's moving averages; and the minimised loss, because the KL divergence is free to grow
 * while its weight is small.
 *
 * @returns the best loss before and the lowest since; null if the training may continue
 */
export function explosion(
  rows: readonly EpochMeans[],
  config: Learned & Pick<TrainingConfig, 'klWeight'>,
): { from: number; to: number } | null {
  if (rows.length <= patience) return null
  const losses = rows.map((row) => minimised(row, config))
  const from = Math.min(...losses.slice(0, -patience))
  const to = Math.min(...losses.slice(-patience))
  const scale = Math.max(Math.abs(from), lossOfNothingLearned(config))
  return to - from > factor * scale ? { from, to } : null
}

type Learned = Pick<TrainingConfig, 'architecture' | 'likelihoodWidth' | 'size' | 'channels' | 'octaves'>

/** What was minimised: of an autoencoder with the KL term at its weight. */
const minimised = ({ trainLoss, trainReconstruction, trainKl, klWeight }: EpochMeans, config: { klWeight: number }) =>
  trainReconstruction === null || trainKl === null
    ? trainLoss
    : trainReconstruction + (klWeight ?? config.klWeight) * trainKl

/**
 * The loss of a model that outputs 0 for patches of variance 1: the best loss is no scale if the negative ELBO is near
 * 0.
 */
function lossOfNothingLearned({ architecture, likelihoodWidth, size, channels, octaves }: Learned): number {
  // A flow that never moves misses the difference between patch and noise, of variance 1 + 1, at every level.
  if (architecture === 'flow') return 2 * (octaves + 1)
  const pixels = size ** 2 * channels
  // Latents of variance 1 under N(0, 1).
  if (architecture === 'coupling') return (pixels * (Math.log(2 * Math.PI) + 1)) / 2
  if (likelihoodWidth === null) return pixels
  const width = likelihoodWidth === 'learned' ? 1 : likelihoodWidth
  return pixels * (Math.log(width) + Math.log(2 * Math.PI) / 2 + 1 / (2 * width ** 2))
}
