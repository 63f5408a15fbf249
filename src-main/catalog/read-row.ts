import type Database from 'better-sqlite3'
import { z } from 'zod'
import { CatalogError } from './catalog-error.ts'

/**
 * A record of the catalog.
 * @param read parses its row
 * @throws CatalogError broken-catalog for a row with text that is not JSON or with values that no Cirrus writes
 */
export function readRow<T>(table: string, id: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const why =
      error instanceof z.ZodError ? `${error.issues[0].path.join('.')}: ${error.issues[0].message}` : String(error)
    throw new CatalogError(
      'broken-catalog',
      `The catalog is damaged: ${id} in its table ${table} can't be read (${why}). Quit Cirrus, move catalog.db away and put a copy from the folder backups in its place.`,
    )
  }
}

/**
 * The first row of a table with text that should be JSON and isn't, in words; null if there is none.
 * @param id SQL of what a user knows the row by
 */
export function brokenRow(
  database: Database.Database,
  table: string,
  id: string,
  columns: readonly string[],
): string | null {
  const isBroken = columns.map((column) => `not json_valid("${column}")`).join(' or ')
  const found = database.prepare(`select ${id} id from ${table} where ${isBroken} limit 1`).get() as
    { id: string } | undefined
  return found ? `${found.id} in its table ${table} is not JSON` : null
}
