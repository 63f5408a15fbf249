import { existsSync } from 'node:fs'
import { epochMetricsSchema, type EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { readCsv, writeCsv } from '../../files/csv.ts'
import { EngineError } from '../runtime/errors.ts'

const columns = Object.keys(epochMetricsSchema.shape) as (keyof EpochMetrics)[]

/** Writes metrics.csv: one row an epoch, the columns of `EpochMetrics`. */
export async function writeMetrics(path: string, rows: readonly EpochMetrics[]): Promise<void> {
  await writeCsv(path, { columns, rows: rows.map((row) => columns.map((column) => row[column])) })
}

/** The rows of metrics.csv, none if there is no such file. @throws EngineError 'checkpoint' for one that is broken */
export async function readMetrics(path: string): Promise<EpochMetrics[]> {
  if (!existsSync(path)) return []
  const table = await readCsv(path)
  return table.rows.map((row, i) => {
    const parsed = epochMetricsSchema.safeParse(Object.fromEntries(table.columns.map((name, j) => [name, row[j]])))
    if (parsed.success) return parsed.data
    throw new EngineError('checkpoint', `${path}, row ${i + 1}: not the metrics of an epoch. Start a new run.`)
  })
}

/** The epoch with the lowest validation negative ELBO; null if there is none yet. */
export function bestOf(rows: readonly EpochMetrics[]): EpochMetrics | null {
  return rows.reduce<EpochMetrics | null>(
    (best, row) => (best === null || row.validationNegativeElbo < best.validationNegativeElbo ? row : best),
    null,
  )
}

/** Whether a training is to end early: its validation negative ELBO has been no better for `earlyStopEpochs` epochs. */
export function isStale(rows: readonly EpochMetrics[], { earlyStopEpochs }: TrainingConfig): boolean {
  const best = bestOf(rows)
  return earlyStopEpochs !== null && best !== null && rows[rows.length - 1].epoch - best.epoch >= earlyStopEpochs
}
