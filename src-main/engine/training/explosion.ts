import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/** Epochs in a row that must be as bad: one is what a single patch with a point source can make of an epoch's mean. */
const patience = 3

/** How far above the best epoch they must be, in units of `scale` below. */
const factor = 10

/** What an epoch's steps came to, as metrics.csv has it. */
type EpochMeans = Pick<EpochMetrics, 'trainReconstruction' | 'trainKl' | 'klWeight'>

/**
 * Whether a training's loss is finite but lost: its mean over an epoch rose far above that of the best epoch before, and
 * stayed there. No healthy training does. Those of docs/training.md rise by 0.01 of the scale at most, and one whose
 * learning rate throws its weights about ends where a model has learned nothing, which is one scale. What is compared are
 * epochs, for single batches have outliers of orders of magnitude; with the best so far, for a first epoch may be
 * thousands of scales high and the next one good; of the training patches, for validation lags behind with batch
 * normalisation's means; and the loss that is minimised, for the KL divergence is free to grow while its weight is small.
 *
 * @returns the best loss before and the lowest since, null for a training that goes on
 */
export function explosion(
  rows: readonly EpochMeans[],
  config: Pick<TrainingConfig, 'klWeight' | 'likelihoodWidth' | 'size' | 'channels'>,
): { from: number; to: number } | null {
  if (rows.length <= patience) return null
  const losses = rows.map((row) => row.trainReconstruction + (row.klWeight ?? config.klWeight) * row.trainKl)
  const from = Math.min(...losses.slice(0, -patience))
  const to = Math.min(...losses.slice(-patience))
  const scale = Math.max(Math.abs(from), lossOfNothingLearned(config))
  return to - from > factor * scale ? { from, to } : null
}

/** Of a model that answers 0 to patches of variance 1: with a negative ELBO near 0 the best loss is no scale. */
function lossOfNothingLearned({
  likelihoodWidth,
  size,
  channels,
}: Pick<TrainingConfig, 'likelihoodWidth' | 'size' | 'channels'>): number {
  const pixels = size ** 2 * channels
  if (likelihoodWidth === null) return pixels
  const width = likelihoodWidth === 'learned' ? 1 : likelihoodWidth
  return pixels * (Math.log(width) + Math.log(2 * Math.PI) / 2 + 1 / (2 * width ** 2))
}
