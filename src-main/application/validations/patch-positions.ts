import { existsSync } from 'node:fs'
import { join, parse } from 'node:path'
import type { Place } from '../../../src-shared/sky/position.ts'
import { readCsv } from '../../files/csv.ts'
import { readPositions } from '../datasets/read-positions.ts'

/**
 * The centres of a stack's patches from the table beside it, as a dataset has one: NAME.csv for NAME.npy, with the
 * columns lon and lat (Galactic, degrees). Null without such a table.
 * @throws CirrusError refused, FileFormatError if the table does not fit the stack
 */
export async function patchPositions(file: string, count: number): Promise<Place[] | null> {
  const { dir, name } = parse(file)
  const table = join(dir, `${name}.csv`)
  if (!existsSync(table)) return null
  const columns = (await readCsv(table)).columns.map((column) => column.toLowerCase())
  return columns.includes('lon') && columns.includes('lat') ? readPositions(table, count) : null
}
