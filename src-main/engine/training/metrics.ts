import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { ZodError } from 'zod'
import { epochMetricsSchema, type EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { currentName } from '../../../src-shared/model/loss-words.ts'
import { CsvError, parseCsv } from '../../../src-shared/text/csv.ts'
import { writeCsv } from '../../files/csv.ts'

const columns = Object.keys(epochMetricsSchema.shape) as (keyof EpochMetrics)[]

/** The columns of rows: those of octaves only if there are any. */
const columnsOf = (rows: readonly EpochMetrics[]) =>
  columns.filter((column) => !/Coarsest|Octave/.test(column) || rows.some((row) => row[column] !== null))

/** Writes metrics.csv: one row per epoch, with the columns of `EpochMetrics`. */
export async function writeMetrics(path: string, rows: readonly EpochMetrics[]): Promise<void> {
  const written = columnsOf(rows)
  await writeCsv(path, { columns: written, rows: rows.map((row) => written.map((column) => row[column])) })
}

/**
 * The rows of metrics.csv up to the first that can't be read; none if there is no such file. A truncated table has lost
 * its end, but the rows before are intact.
 */
export async function readMetrics(path: string): Promise<EpochMetrics[]> {
  if (!existsSync(path)) return []
  // If the last line has no line feed, its last number may be incomplete.
  const [header, ...lines] = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  const rows: EpochMetrics[] = []
  for (const line of lines) {
    const row = rowOf(header, line)
    if (row === null) break
    rows.push(row)
  }
  return rows
}

function rowOf(header: string, line: string): EpochMetrics | null {
  try {
    const { columns, rows } = parseCsv(`${header}\n${line}\n`)
    return epochMetricsSchema.parse(Object.fromEntries(columns.map((name, i) => [currentName(name), rows[0]?.[i]])))
  } catch (error) {
    if (error instanceof CsvError || error instanceof ZodError) return null
    throw error
  }
}

/** The epoch with the lowest validation negative ELBO; null if there is none yet. */
export function bestOf(rows: readonly EpochMetrics[]): EpochMetrics | null {
  return rows.reduce<EpochMetrics | null>(
    (best, row) => (best === null || row.validationLoss < best.validationLoss ? row : best),
    null,
  )
}

/** Whether a training should stop early: its validation negative ELBO has not improved for `earlyStopEpochs` epochs. */
export function isStale(rows: readonly EpochMetrics[], { earlyStopEpochs }: TrainingConfig): boolean {
  const best = bestOf(rows)
  return earlyStopEpochs !== null && best !== null && rows[rows.length - 1].epoch - best.epoch >= earlyStopEpochs
}
