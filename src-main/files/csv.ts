import { CsvError, formatCsv, parseCsv, type CsvTable } from '../../src-shared/text/csv.ts'
import { writeFileAtomically } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'
import { readTextFile } from './open-regular-file.ts'

/** Reads a table from a file. @throws FileFormatError that names the file and the line */
export async function readCsv(path: string): Promise<CsvTable> {
  const text = await readTextFile(path)
  try {
    return parseCsv(text)
  } catch (error) {
    if (error instanceof CsvError) throw new FileFormatError(path, `line ${error.line}`, error.reason)
    throw error
  }
}

/** Writes a table to a file, atomically. */
export async function writeCsv(path: string, table: CsvTable): Promise<void> {
  await writeFileAtomically(path, formatCsv(table))
}
