import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'

/**
 * The rows of metrics.csv as a training told them, each after its epoch: the best epoch, if it was not tested in its
 * turn, is tested after the last one, in the file alone.
 */
export function toldInTurn(rows: readonly EpochMetrics[], testEvery: number): EpochMetrics[] {
  const lowest = Math.min(...rows.map((row) => row.validationNegativeElbo))
  const untested = { testNegativeElbo: null, testReconstruction: null, testKl: null }
  return rows.map((row) =>
    row.validationNegativeElbo === lowest && row.epoch % testEvery !== 0 ? { ...row, ...untested } : row,
  )
}
