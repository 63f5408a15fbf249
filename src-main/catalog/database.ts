import { join } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from './migrations.ts'

/** The home folder can't be used: another instance holds it, it can't be written, or a newer Cirrus wrote it. */
export class CatalogError extends Error {
  readonly code: 'home-in-use' | 'unusable-home' | 'newer-catalog' | 'broken-catalog'
  constructor(code: CatalogError['code'], message: string) {
    super(message)
    this.name = 'CatalogError'
    this.code = code
  }
}

/**
 * Opens `catalog.db` in a home folder and locks the home for this process until `close()`. The lock is an exclusive
 * transaction on `lock.db`, which the system releases even if the process is killed.
 * @throws CatalogError home-in-use | unusable-home | newer-catalog | broken-catalog
 */
export function openDatabase(home: string): { database: Database.Database; close(): void } {
  const lock = holdHome(home)
  let database: Database.Database | undefined
  try {
    database = new Database(join(home, 'catalog.db'))
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    migrate(database, join(home, 'catalog.db'))
    database.pragma('foreign_keys = ON')
    const open = database
    return {
      database,
      close() {
        open.close()
        lock.close()
      },
    }
  } catch (error) {
    database?.close()
    lock.close()
    if (error instanceof CatalogError) throw error
    throw new CatalogError(
      'broken-catalog',
      `${join(home, 'catalog.db')} can't be opened: ${(error as Error).message}. Datasets and runs in ${home} are safe; move the file away to start a new catalog.`,
    )
  }
}

/**
 * Opens `catalog.db` read-only, while another process may hold the home and write to it.
 * @throws CatalogError newer-catalog if it has another version | broken-catalog
 */
export function readDatabase(home: string): Database.Database {
  const path = join(home, 'catalog.db')
  let database: Database.Database | undefined
  let version: unknown
  try {
    database = new Database(path, { readonly: true, fileMustExist: true })
    version = database.pragma('user_version', { simple: true })
  } catch (error) {
    database?.close()
    throw new CatalogError('broken-catalog', `${path} can't be read: ${(error as Error).message}.`)
  }
  if (version === migrations.length) return database
  database.close()
  throw new CatalogError(
    'newer-catalog',
    `${path} is in use by another version of Cirrus (schema ${version}, this version has ${migrations.length}). Use that version, or close it.`,
  )
}

/** @throws CatalogError home-in-use | unusable-home */
function holdHome(home: string): Database.Database {
  const file = join(home, 'lock.db')
  let lock: Database.Database | undefined
  try {
    lock = new Database(file, { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new CatalogError(
        'home-in-use',
        `${home} is in use by another Cirrus. Close that one, or choose another folder with CIRRUS_HOME.`,
      )
    }
    throw new CatalogError(
      'unusable-home',
      `${file} can't be written: ${(error as Error).message}. Make the folder writable, or choose another one with CIRRUS_HOME.`,
    )
  }
}

function migrate(database: Database.Database, path: string) {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    throw new CatalogError(
      'newer-catalog',
      `${path} was written by a newer Cirrus (schema ${version}, this version has ${migrations.length}). Update Cirrus to open it.`,
    )
  }
  for (let next = version; next < migrations.length; next++) {
    database.transaction(() => {
      database.exec(migrations[next])
      database.pragma(`user_version = ${next + 1}`)
    })()
  }
}
