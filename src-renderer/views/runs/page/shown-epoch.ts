import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'

/** The epoch to show: the chosen one if it exists, else the newest; undefined before the first. */
export const shownEpoch = (rows: readonly EpochMetrics[], chosen: number | null): number | undefined =>
  rows.find(({ epoch }) => epoch === chosen)?.epoch ?? rows.at(-1)?.epoch
