import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'

/** Rows of metrics without the columns that depend on the clock and the process; the rest is reproducible. */
export const repeatable = (rows: readonly EpochMetrics[]) =>
  rows.map(
    ({ seconds: _s, elapsedSeconds: _e, imagesPerSecond: _i, waitingShare: _w, memoryBytes: _m, ...numbers }) =>
      numbers,
  )
