import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { backUp, hasBackup, restoreBackup, type Restored } from './backups.ts'
import { CatalogError } from './catalog-error.ts'
import { migrations } from './migrations.ts'

export interface OpenDatabase {
  database: Database.Database
  /** The backup that took the place of a catalog that was damaged or gone when it was opened; null if it was whole. */
  restored: Restored | null
  close(): void
}

/** How the tables of a catalog of this version are damaged; null if they are whole. */
export type Inspect = (database: Database.Database) => string | null

/**
 * Opens `catalog.db` in a home folder and locks the home for this process until `close()`. The lock is an exclusive
 * transaction on `lock.db`, which the system releases even if the process is killed. A catalog that is damaged or gone is
 * replaced by its newest backup; a whole one is backed up, once a day.
 * @throws CatalogError home-in-use | unusable-home | newer-catalog | broken-catalog
 */
export function openDatabase(home: string, inspect: Inspect): OpenDatabase {
  const lock = holdHome(home)
  try {
    const path = join(home, 'catalog.db')
    const isFirst = !hasBackup(home)
    const open = (file: string) => openWhole(file, inspect, isFirst)
    let restored: Restored | null = null
    let opened = isFirst || existsSync(path) ? open(path) : 'it is gone'
    if (typeof opened === 'string') {
      restored = restoreBackup(home, (copy) => isWhole(open(copy)))
      if (restored !== null) opened = open(path)
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
 * The catalog in a file, of this version; or how it is damaged.
 * @param isFirst whether it may be new
 * @throws CatalogError newer-catalog | unusable-home
 */
function openWhole(path: string, inspect: Inspect, isFirst: boolean): Database.Database | string {
  let database: Database.Database | undefined
  let damage: string | null
  try {
    // No other Cirrus writes to it.
    database = new Database(path, { timeout: 1000 })
    damage = pagesOf(database) ?? (isFirst || hasTables(database) ? null : 'it is empty')
    if (damage === null) {
      database.pragma('journal_mode = WAL')
      database.pragma('synchronous = FULL')
      migrate(database, path)
      database.pragma('foreign_keys = ON')
      damage = inspect(database)
    }
  } catch (error) {
    database?.close()
    if (error instanceof CatalogError) throw error
    const { code = '', message } = error as { code?: string; message: string }
    // Of a full disk or a folder that can't be written, the catalog itself knows nothing.
    if (/^SQLITE_(READONLY|CANTOPEN|FULL|IOERR)/.test(code)) throw unusable(path, error)
    if (isBusy(error)) throw new CatalogError('home-in-use', `${path} is open in another program. Close it there.`)
    // A table or column that is missing is an error of the statement that names it.
    if (/^SQLITE_(CORRUPT|NOTADB|ERROR|CONSTRAINT|MISMATCH)/.test(code)) return message
    throw broken(dirname(path), `can't be opened: ${message}`)
  }
  if (damage === null) return database
  database.close()
  return damage
}

/** Closes a catalog if it could be opened, and says whether it could. */
function isWhole(opened: Database.Database | string): boolean {
  if (typeof opened === 'string') return false
  opened.close()
  return true
}

/** What SQLite says of a file's pages; null if they are whole. @throws for a file that is no database */
function pagesOf(database: Database.Database): string | null {
  const said = database.pragma('quick_check(1)', { simple: true }) as string
  return said === 'ok' ? null : said
}

const hasTables = (database: Database.Database) =>
  database.prepare('select 1 from sqlite_master limit 1').get() !== undefined

/** Whether a catalog has something to lose. */
const isUsed = (database: Database.Database) =>
  ['maps', 'datasets', 'runs', 'studies'].some((table) => database.prepare(`select 1 from ${table} limit 1`).get())

const broken = (home: string, why: string) =>
  new CatalogError(
    'broken-catalog',
    `${join(home, 'catalog.db')} ${why}. Datasets and runs in ${home} are safe; move the file away to start a new catalog.`,
  )
const damaged = (home: string, why: string) => broken(home, `is damaged (${why}), and there is no whole backup of it`)

function unusable(file: string, error: unknown) {
  const { code, message } = error as { code?: string; message: string }
  const [why, todo] =
    code === 'SQLITE_FULL' ? ['the disk is full', 'Free some space'] : [message, 'Make the folder writable']
  return new CatalogError(
    'unusable-home',
    `${file} can't be written: ${why}. ${todo}, or choose another one with CIRRUS_HOME.`,
  )
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
  try {
    return hold(file)
  } catch (error) {
    if (!isBusy(error)) throw unusable(file, error)
    if (!canLock(home)) {
      throw new CatalogError(
        'unusable-home',
        `${home} is on a file system that locks no files, perhaps over a network: two Cirrus could write to one catalog. Choose a folder on a disk of this machine with CIRRUS_HOME.`,
      )
    }
    throw new CatalogError(
      'home-in-use',
      `${home} is in use by another Cirrus. Close that one, or choose another folder with CIRRUS_HOME.`,
    )
  }
}

/** Locks a file until its connection is closed. */
function hold(file: string): Database.Database {
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    // Of a file that may not be written SQLite holds a lock all the same; this is refused.
    lock.pragma('user_version = 1')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

/** SQLite says the same of a lock that another process has and of one that the system can't give (ENOLCK). */
const isBusy = (error: unknown) => (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false

/** Whether a folder's file system locks files: tries one that nobody else has. */
function canLock(home: string): boolean {
  const file = join(home, `lock-${randomUUID()}.db`)
  try {
    hold(file).close()
    return true
  } catch (error) {
    return !isBusy(error)
  } finally {
    for (const ending of ['', '-journal']) rmSync(file + ending, { force: true })
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
  // All steps or none, and one write to the disk.
  database.transaction(() => {
    for (const step of migrations.slice(version)) database.exec(step)
    database.pragma(`user_version = ${migrations.length}`)
  })()
}
