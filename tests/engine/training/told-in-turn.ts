import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'

/**
 * The rows of metrics.csv as a training reported them, each after its epoch: if the best epoch was not tested then, it
 * is tested after the last one, and only the file has it.
 */
export function toldInTurn(rows: readonly EpochMetrics[], testEvery: number): EpochMetrics[] {
  const lowest = Math.min(...rows.map((row) => row.validationLoss))
  const untested = { testLoss: null, testReconstruction: null, testKl: null }
  return rows.map((row) =>
    row.validationLoss === lowest && row.epoch % testEvery !== 0 ? { ...row, ...untested } : row,
  )
}
