import { writeSetting } from '../../../../src-shared/model/training-settings.ts'
import type { EpochMetrics, Run } from '../../../../src-preload/contract/index.ts'
import type { SettingName } from '../../../../src-shared/model/training-settings.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { newestFirst } from '../../../stores/newest-first.ts'

/** Median seconds of a run's last epochs; the first epoch also compiles. */
export function secondsPerEpoch(rows: readonly EpochMetrics[]): number | null {
  const seconds = rows.slice(rows.length > 1 ? 1 : 0).slice(-9)
  return seconds.length === 0 ? null : seconds.map((row) => row.seconds).sort((a, b) => a - b)[seconds.length >> 1]
}

/** Settings that affect the time of an epoch. */
const weighty = [
  'architecture',
  'encoderFilters',
  'encoderStrides',
  'decoderFilters',
  'decoderStrides',
  'batchSize',
  'kernel',
  'blocks',
  'embedding',
  'timeModulation',
  'latentDimension',
  'denseWidth',
  'precision',
] as const satisfies readonly SettingName[]

const byAge = newestFirst(({ createdAt }: Run) => createdAt)

/**
 * The run on a dataset that best predicts the time of an epoch of a configuration: the most similar, then the newest.
 */
export function likeliestRun(runs: readonly Run[], datasetId: string, config: TrainingConfig): Run | null {
  const unlike = (run: Run) =>
    weighty.filter((name) => writeSetting(run.config[name]) !== writeSetting(config[name])).length
  return (
    runs
      .filter((run) => run.datasetId === datasetId && run.epoch > 0)
      .map((run) => ({ run, unlike: unlike(run) }))
      .sort((a, b) => a.unlike - b.unlike || byAge(a.run, b.run))
      .map(({ run }) => run)[0] ?? null
  )
}
