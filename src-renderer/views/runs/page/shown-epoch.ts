import type { EpochMetrics } from '../../../../src-preload/contract/index.ts'

/** The epoch that is looked at: the chosen one while there is such, else the newest; undefined before the first. */
export const shownEpoch = (rows: readonly EpochMetrics[], chosen: number | null): number | undefined =>
  rows.find(({ epoch }) => epoch === chosen)?.epoch ?? rows.at(-1)?.epoch
