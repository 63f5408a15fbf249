import { lossLabel, lossNamesOf, lossUnit } from '../../../../src-shared/model/loss-words.ts'
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

/** The results of some runs, with their likelihoods below the losses; losses of two kinds are not compared. */
export const outcomesOf = (runs: readonly Run[], likelihoods: readonly Outcome[] = []): Outcome[] => {
  const architectures = runs.map(({ config }) => config.architecture)
  const [label, unit] = [lossLabel(architectures), lossUnit(architectures)]
  const isOneKind = lossNamesOf(architectures).length === 1
  const loss = (name: string, of: (run: Run) => number | null): Outcome => ({
    label: `${name} ${label}`,
    unit,
    text: (run) => formatNumber(of(run), 5),
    ...(isOneKind && { score: of }),
  })
  return [
    loss('best', (run) => run.bestValidationLoss),
    { label: 'at epoch', text: (run) => formatCount(run.bestEpoch) },
    loss('test', (run) => run.bestTestLoss),
    ...likelihoods,
    ...others,
  ]
}

const others: readonly Outcome[] = [
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
