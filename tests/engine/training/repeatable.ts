import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'

/** Rows of metrics without what the clock and the process decide: the rest is the same every time. */
export const repeatable = (rows: readonly EpochMetrics[]) =>
  rows.map(
    ({ seconds: _s, elapsedSeconds: _e, imagesPerSecond: _i, waitingShare: _w, memoryBytes: _m, ...numbers }) =>
      numbers,
  )
