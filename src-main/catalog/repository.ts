import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { CatalogError } from './catalog-error.ts'
import { brokenRow, readRow } from './read-row.ts'

/** How a field is stored in SQLite if not unchanged: as JSON text, or as 0 and 1. */
export type Codec = 'json' | 'boolean'

/** A field's column name: camelCase to snake_case. */
export const columnName = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * One table of the catalog as typed records. Fields are camelCase, columns snake_case; every record read is parsed by
 * its schema, so a damaged row is noticed at once.
 */
export function createRepository<T extends { id: string }>(
  database: Database.Database,
  table: string,
  schema: z.ZodType<T> & { shape: Record<string, unknown> },
  codecs: Partial<Record<keyof T, Codec>>,
  order = 'created_at desc, rowid desc',
) {
  const fields = Object.keys(schema.shape) as (keyof T & string)[]
  const columns = fields.map(columnName)

  const encode = (field: keyof T, value: unknown) =>
    value === null || value === undefined
      ? null
      : codecs[field] === 'json'
        ? JSON.stringify(value)
        : codecs[field] === 'boolean'
          ? Number(value)
          : value
  const fieldOf = (row: Record<string, unknown>, field: keyof T & string, index: number): unknown => {
    const value = row[columns[index]]
    if (value === null) return null
    if (codecs[field] === 'boolean') return Boolean(value)
    return codecs[field] === 'json' ? JSON.parse(value as string) : value
  }
  const decode = (row: Record<string, unknown>): T =>
    readRow(table, String(row.id), () =>
      schema.parse(Object.fromEntries(fields.map((field, index) => [field, fieldOf(row, field, index)]))),
    )

  const quoted = columns.map((column) => `"${column}"`)
  const insert = database.prepare(
    `insert into ${table} (${quoted.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  )
  const select = database.prepare(`select * from ${table} where id = ?`)
  const all = database.prepare(`select * from ${table} order by ${order}`)
  const remove = database.prepare(`delete from ${table} where id = ?`)

  const get = (id: string): T | null => {
    const row = select.get(id) as Record<string, unknown> | undefined
    return row ? decode(row) : null
  }

  const texts = fields.filter((field) => codecs[field] === 'json').map(columnName)

  return {
    /** The first record with text that should be JSON and isn't; null if there is none. */
    damage: () => brokenRow(database, table, 'id', texts),
    get,
    list: (): T[] => (all.all() as Record<string, unknown>[]).map(decode),
    /** @throws CatalogError gone if what it belongs to was removed while it was being made */
    insert(record: T): T {
      const row = Object.fromEntries(fields.map((field, index) => [columns[index], encode(field, record[field])]))
      try {
        insert.run(row)
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error
        throw new CatalogError('gone', `What ${record.id} belongs to was deleted meanwhile.`)
      }
      return get(record.id)!
    },
    /** @returns the changed record; null if no record has this id */
    update(id: string, changes: Partial<Omit<T, 'id'>>): T | null {
      const changed = (Object.keys(changes) as (keyof T & string)[]).filter(
        (field) => changes[field as keyof typeof changes] !== undefined,
      )
      if (changed.length > 0) {
        database
          .prepare(
            `update ${table} set ${changed.map((field) => `"${columnName(field)}" = @${columnName(field)}`).join(', ')} where id = @id`,
          )
          .run({
            id,
            ...Object.fromEntries(
              changed.map((field) => [columnName(field), encode(field, changes[field as keyof typeof changes])]),
            ),
          })
      }
      return get(id)
    },
    remove: (id: string): boolean => remove.run(id).changes > 0,
  }
}

export type Repository<T extends { id: string }> = ReturnType<typeof createRepository<T>>
