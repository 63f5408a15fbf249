import type { EpochMetrics, Run } from '../../../../src-preload/contract/index.ts'
import { formatBytes, formatCount, formatNumber, formatSeconds } from '../../../../src-shared/text/format.ts'

/** A result of a run, as one row of the comparison. */
export interface Outcome {
  label: string
  unit?: string
  text: (run: Run, rows: readonly EpochMetrics[]) => string
  /** Where lower is better: the lowest is marked. */
  score?: (run: Run, rows: readonly EpochMetrics[]) => number | null | undefined
}

const last = (rows: readonly EpochMetrics[]) => rows.at(-1)

export const outcomes: readonly Outcome[] = [
  {
    label: 'best −ELBO',
    unit: 'nat',
    text: (run) => formatNumber(run.bestValidationLoss, 5),
    score: (run) => run.bestValidationLoss,
  },
  { label: 'at epoch', text: (run) => formatCount(run.bestEpoch) },
  {
    label: 'test −ELBO',
    unit: 'nat',
    text: (run) => formatNumber(run.bestTestLoss, 5),
    score: (run) => run.bestTestLoss,
  },
  { label: 'active latents', text: (_, rows) => formatCount(last(rows)?.activeLatents) },
  { label: 'state', text: ({ state }) => state },
  { label: 'epochs done', text: ({ epoch, config }) => `${formatCount(epoch)}/${formatCount(config.epochs)}` },
  { label: 'parameters', text: ({ parameters }) => formatCount(parameters) },
  { label: 'per epoch', text: (_, rows) => formatSeconds(last(rows)?.seconds) },
  { label: 'throughput', unit: 'images/s', text: (_, rows) => formatNumber(last(rows)?.imagesPerSecond, 3) },
  { label: 'trained for', text: (_, rows) => formatSeconds(last(rows)?.elapsedSeconds) },
  { label: 'peak memory', text: (_, rows) => formatBytes(last(rows)?.memoryBytes) },
  { label: 'dataset', text: ({ datasetName }) => datasetName },
  { label: 'device', text: ({ device }) => device ?? '–' },
]
