import { refused } from '../../../src-preload/rpc/errors.ts'
import { sourceColumns, type SourceColumns } from '../../../src-shared/sky/sources/source-columns.ts'
import { sourceInRow } from '../../../src-shared/sky/sources/source-in-row.ts'
import { SourceFault, type Source } from '../../../src-shared/sky/sources/source.ts'
import { readCsv } from '../../files/csv.ts'
import { readNumberTable } from '../../sky/fits/read-table.ts'

/**
 * A list of sources with radii from a CSV file or from the first binary table of a FITS file; its columns are found by
 * their names (`sourceColumns`).
 * @param usual radius in degrees of sources without one; null if each must have its own
 * @throws CirrusError refused, FitsError, FileFormatError: the file, its row and column, and what is wrong there
 */
export async function readSources(path: string, usual: number | null): Promise<Source[]> {
  const sources = isCsv(path) ? await sourcesOfCsv(path, usual) : await sourcesOfTable(path, usual)
  if (sources.length === 0) throw refused(path, '', 'the list has no source')
  return sources
}

/** Whether a file is taken for comma-separated values; others are FITS. */
export const isCsv = (path: string): boolean => /\.csv$/i.test(path)

async function sourcesOfCsv(path: string, usual: number | null): Promise<Source[]> {
  const { columns: names, rows } = await readCsv(path)
  const columns = faultIn(path, 'line 1', () => sourceColumns(names.map((name) => ({ name }))))
  return rows.map((row, i) =>
    faultIn(path, `line ${i + 2}`, () => sourceInRow(columns, ({ index }) => row[index], usual)),
  )
}

async function sourcesOfTable(path: string, usual: number | null): Promise<Source[]> {
  let columns: SourceColumns | undefined
  let chosen: number[] = []
  const table = await readNumberTable(path, (all) => {
    columns = faultIn(path, 'columns', () => sourceColumns(all))
    const { lon, lat, radius } = columns
    return (chosen = [lon, lat, ...(radius ? [radius] : [])].map(({ index }) => index))
  })
  return Array.from({ length: table.rows }, (_, row) =>
    faultIn(path, `HDU ${table.hdu}, row ${row + 1}`, () =>
      sourceInRow(columns!, ({ index }) => table.values[chosen.indexOf(index)][row], usual),
    ),
  )
}

/** Names the file and the place in it of a fault. */
function faultIn<T>(path: string, place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    throw refused(path, error.column === null ? place : `${place}, column ${error.column}`, error.reason)
  }
}
