import type Database from 'better-sqlite3'
import { epochMetricsSchema, type EpochMetrics } from '../../src-preload/contract/runs.ts'

/** The curves: one row per run and epoch. An epoch that is recorded again (after a resume) replaces the old row. */
export function createEpochMetrics(database: Database.Database) {
  const put = database.prepare(`
    insert or replace into epoch_metrics values (
      @runId, @epoch, @trainNegativeElbo, @trainReconstruction, @trainKl,
      @validationNegativeElbo, @validationReconstruction, @validationKl, @imagesPerSecond, @seconds, @elapsedSeconds)`)
  const of = database.prepare(`
    select epoch, train_negative_elbo trainNegativeElbo, train_reconstruction trainReconstruction, train_kl trainKl,
      validation_negative_elbo validationNegativeElbo, validation_reconstruction validationReconstruction,
      validation_kl validationKl, images_per_second imagesPerSecond, seconds, elapsed_seconds elapsedSeconds
    from epoch_metrics where run_id = ? order by epoch`)
  return {
    put: (runId: string, metrics: EpochMetrics) => void put.run({ runId, ...metrics }),
    of: (runId: string): EpochMetrics[] => of.all(runId).map((row) => epochMetricsSchema.parse(row)),
  }
}
