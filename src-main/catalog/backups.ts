import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

// A catalog is copied to HOME/backups/catalog-YYYY-MM-DD.db when it was found whole as it was opened, and when it is closed.
// One copy of a day is kept, the last.

/** Days whose backups are kept. */
const kept = 7
/** A copy younger than this is not replaced, in milliseconds: commands open and close a catalog many times. */
const enough = 3_600_000

const folderOf = (home: string) => join(home, 'backups')
const nameOf = (day: string) => `catalog-${day}.db`
const pattern = /^catalog-(\d{4}-\d{2}-\d{2})\.db$/

/** Days that have a backup, the newest first. */
function daysOf(home: string): string[] {
  if (!existsSync(folderOf(home))) return []
  return readdirSync(folderOf(home))
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .sort()
    .reverse()
}

/**
 * Copies the catalog unless there is a copy from the last hour, and removes old ones. A copy that can't be made is left
 * out: the catalog itself is whole.
 */
export function backUp(database: Database.Database, home: string, now = new Date()): void {
  const [newest] = daysOf(home)
  if (newest !== undefined) {
    const age = now.getTime() - statSync(join(folderOf(home), nameOf(newest))).mtimeMs
    if (age >= 0 && age < enough) return
  }
  const file = join(folderOf(home), nameOf(now.toISOString().slice(0, 10)))
  const partial = `${file}.partial`
  try {
    if (!existsSync(folderOf(home))) mkdirSync(folderOf(home))
    rmSync(partial, { force: true })
    database.prepare('vacuum into ?').run(partial)
    renameSync(partial, file)
    for (const day of daysOf(home).slice(kept)) rmSync(join(folderOf(home), nameOf(day)))
  } catch {
    rmSync(partial, { force: true })
  }
}

/** What `quick_check` of SQLite says of a database: null if it is whole. @throws for a file that is no database */
export function damageOf(database: Database.Database): string | null {
  const said = database.pragma('quick_check(1)', { simple: true }) as string
  return said === 'ok' ? null : said
}

export interface Restored {
  /** Day of the backup, YYYY-MM-DD. */
  day: string
  /** Where the damaged catalog is now. */
  damaged: string
}

/**
 * Puts the newest whole backup in the place of a damaged catalog, which is kept under another name. No connection may be
 * open.
 * @returns null if there is no whole backup; then nothing is changed
 */
export function restoreBackup(home: string, now = new Date()): Restored | null {
  const catalog = join(home, 'catalog.db')
  const day = daysOf(home).find((day) => isWhole(join(folderOf(home), nameOf(day))))
  if (day === undefined) return null
  const damaged = join(home, `catalog-damaged-${now.toISOString().replaceAll(':', '-')}.db`)
  const restored = `${catalog}.partial`
  copyFileSync(join(folderOf(home), nameOf(day)), restored)
  // Changes that wait beside a catalog belong to it.
  for (const ending of ['-wal', '-shm']) {
    if (existsSync(catalog + ending)) renameSync(catalog + ending, damaged + ending)
  }
  renameSync(catalog, damaged)
  renameSync(restored, catalog)
  return { day, damaged }
}

function isWhole(file: string): boolean {
  let database: Database.Database | undefined
  try {
    database = new Database(file, { readonly: true, fileMustExist: true })
    return damageOf(database) === null
  } catch {
    return false
  } finally {
    database?.close()
  }
}
