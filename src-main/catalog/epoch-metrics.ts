import type Database from 'better-sqlite3'
import { epochMetricsSchema, type EpochMetrics } from '../../src-preload/contract/runs.ts'
import { readRow } from './read-row.ts'
import { columnName } from './repository.ts'

/** The training curves: one row per run and epoch. Recording an epoch again (after a resume) replaces its row. */
export function createEpochMetrics(database: Database.Database) {
  const fields = Object.keys(epochMetricsSchema.shape)
  const columns = ['runId', ...fields]
  const put = database.prepare(`
    insert or replace into epoch_metrics (${columns.map(columnName).join(', ')})
    values (${columns.map((field) => `@${field}`).join(', ')})`)
  const of = database.prepare(`
    select ${fields.map((field) => `${columnName(field)} ${field}`).join(', ')}
    from epoch_metrics where run_id = ? order by epoch`)
  const dropAfter = database.prepare('delete from epoch_metrics where run_id = ? and epoch > ?')
  return {
    put: (runId: string, metrics: EpochMetrics) => void put.run({ runId, ...metrics }),
    of: (runId: string): EpochMetrics[] =>
      of.all(runId).map((row) => readRow('epoch_metrics', runId, () => epochMetricsSchema.parse(row))),
    /** Deletes the epochs after this one. */
    dropAfter: (runId: string, epoch: number) => void dropAfter.run(runId, epoch),
  }
}
