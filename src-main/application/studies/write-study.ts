import { resolve } from 'node:path'
import type { Study, Trial } from '../../../src-preload/contract/studies.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { writeCsv } from '../../files/csv.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

const columns = ['number', 'state', 'origin', 'value', 'epochs', 'runId', 'startedAt', 'endedAt'] as const

/** Writes a study's trials as a table with one column per parameter, or the study with all its trials as JSON. @throws CirrusError conflict if the file exists */
export async function writeStudy(
  file: string,
  format: 'csv' | 'json',
  study: Study,
  trials: readonly Trial[],
  overwrite = false,
): Promise<WrittenFile> {
  const path = resolve(file)
  requireFreeFile(path, overwrite, 'file')
  if (format === 'json') {
    await writeFileAtomically(path, `${JSON.stringify({ format: 'cirrus-study-1', study, trials }, null, 2)}\n`)
  } else {
    const names = [...new Set(trials.flatMap(({ params }) => Object.keys(params)))]
    await writeCsv(path, {
      columns: [...columns, ...names],
      rows: trials.map((trial) => [
        ...columns.map((column) => trial[column]),
        ...names.map((name) => {
          const value = trial.params[name] ?? null
          return typeof value === 'boolean' ? String(value) : value
        }),
      ]),
    })
  }
  return writtenFile(path)
}
