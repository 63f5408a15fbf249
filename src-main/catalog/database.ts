import { join } from 'node:path'
import Database from 'better-sqlite3'
import { backUp, damageOf, restoreBackup, type Restored } from './backups.ts'
import { CatalogError } from './catalog-error.ts'
import { migrations } from './migrations.ts'

export interface OpenDatabase {
  database: Database.Database
  /** The backup that took the place of a damaged catalog when it was opened; null if it was whole. */
  restored: Restored | null
  close(): void
}

/**
 * Opens `catalog.db` in a home folder and locks the home for this process until `close()`. The lock is an exclusive
 * transaction on `lock.db`, which the system releases even if the process is killed. A damaged catalog is replaced by its
 * newest backup; a whole one is backed up, once a day.
 * @throws CatalogError home-in-use | unusable-home | newer-catalog | broken-catalog
 */
export function openDatabase(home: string): OpenDatabase {
  const lock = holdHome(home)
  try {
    let restored: Restored | null = null
    let opened = openWhole(home)
    if (typeof opened === 'string') {
      restored = restoreBackup(home)
      if (restored === null) throw damaged(home, opened)
      opened = openWhole(home)
      if (typeof opened === 'string') throw damaged(home, opened)
    }
    const database = opened
    const keepCopy = () => {
      if (isUsed(database)) backUp(database, home)
    }
    keepCopy()
    return {
      database,
      restored,
      close() {
        keepCopy()
        database.close()
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

/**
 * The catalog, of this version; or how it is damaged.
 * @throws CatalogError newer-catalog | unusable-home
 */
function openWhole(home: string): Database.Database | string {
  const path = join(home, 'catalog.db')
  let database: Database.Database | undefined
  try {
    database = new Database(path)
    const damage = damageOf(database)
    if (damage !== null) {
      database.close()
      return damage
    }
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    migrate(database, path)
    database.pragma('foreign_keys = ON')
    return database
  } catch (error) {
    database?.close()
    if (error instanceof CatalogError) throw error
    const { code, message } = error as { code?: string; message: string }
    // Of a full disk or a folder that can't be written, the catalog itself knows nothing.
    if (code !== undefined && /^SQLITE_(READONLY|CANTOPEN|FULL|IOERR)/.test(code)) throw unusable(path, message)
    if (code !== undefined && /^SQLITE_(CORRUPT|NOTADB)/.test(code)) return message
    throw broken(home, `can't be opened: ${message}`)
  }
}

/** Whether a catalog has something to lose. */
const isUsed = (database: Database.Database) =>
  ['maps', 'datasets', 'runs', 'studies'].some((table) => database.prepare(`select 1 from ${table} limit 1`).get())

const broken = (home: string, why: string) =>
  new CatalogError(
    'broken-catalog',
    `${join(home, 'catalog.db')} ${why}. Datasets and runs in ${home} are safe; move the file away to start a new catalog.`,
  )
const damaged = (home: string, why: string) => broken(home, `is damaged (${why}), and there is no backup of it`)

const unusable = (file: string, why: string) =>
  new CatalogError(
    'unusable-home',
    `${file} can't be written: ${why}. Make the folder writable, or choose another one with CIRRUS_HOME.`,
  )

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
    // Of a file that may not be written SQLite holds a lock all the same; this is refused.
    lock.pragma('user_version = 1')
    return lock
  } catch (error) {
    lock?.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new CatalogError(
        'home-in-use',
        `${home} is in use by another Cirrus. Close that one, or choose another folder with CIRRUS_HOME.`,
      )
    }
    throw unusable(file, (error as Error).message)
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
