import type { EpochMetrics, Run } from '../../../src-preload/contract/index.ts'

/** Middle of the seconds that its last epochs took; the first one also compiles. */
export function secondsPerEpoch(rows: readonly EpochMetrics[]): number | null {
  const seconds = rows.slice(rows.length > 1 ? 1 : 0).slice(-9)
  return seconds.length === 0 ? null : seconds.map((row) => row.seconds).sort((a, b) => a - b)[seconds.length >> 1]
}

/** The run that tells most of what an epoch takes: on this dataset, best of this preset, the newest. */
export function likeliestRun(runs: readonly Run[], datasetId: string, preset: Run['config']['preset']): Run | null {
  const known = runs
    .filter((run) => run.datasetId === datasetId && run.epoch > 0)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  return known.find(({ config }) => config.preset === preset) ?? known[0] ?? null
}
