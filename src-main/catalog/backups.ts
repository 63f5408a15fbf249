import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'

// A catalog is copied to HOME/backups/catalog-YYYY-MM-DD.db when it was found whole as it was opened, and when it is closed.
// One copy of a day is kept, the last.

/** Endings of a catalog's files: changes that wait beside it belong to it. */
const endings = ['', '-wal', '-shm']
/** Days whose backups are kept. */
const kept = 7
/** A copy younger than this is not replaced, in milliseconds: commands open and close a catalog many times. */
const enough = 3_600_000

const folderOf = (home: string) => join(home, 'backups')
const nameOf = (day: string) => `catalog-${day}.db`
const dayOf = (now: Date) => now.toISOString().slice(0, 10)
const pattern = /^catalog-(\d{4}-\d{2}-\d{2})\.db$/

/**
 * Days that have a backup, the one made last first. Days to come are of a clock that was wrong: those that it made are older
 * than all others.
 */
function daysOf(home: string, now: Date): string[] {
  if (!existsSync(folderOf(home))) return []
  const days = readdirSync(folderOf(home))
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .sort()
    .reverse()
  const isToCome = (day: string) => day > dayOf(now)
  return [...days.filter((day) => !isToCome(day)), ...days.filter(isToCome)]
}

/** Whether there is a backup, whole or not: then there was a catalog. */
export const hasBackup = (home: string): boolean => daysOf(home, new Date()).length > 0

/**
 * Copies the catalog unless there is a copy from the last hour, and removes old ones. A copy that can't be made is left
 * out: the catalog itself is whole.
 */
export function backUp(database: Database.Database, home: string, now = new Date()): void {
  const [newest] = daysOf(home, now)
  if (newest !== undefined) {
    const age = now.getTime() - statSync(join(folderOf(home), nameOf(newest))).mtimeMs
    if (age >= 0 && age < enough) return
  }
  const file = join(folderOf(home), nameOf(dayOf(now)))
  const partial = `${file}.partial`
  try {
    if (!existsSync(folderOf(home))) mkdirSync(folderOf(home))
    rmSync(partial, { force: true })
    database.prepare('vacuum into ?').run(partial)
    renameSync(partial, file)
    for (const day of daysOf(home, now).slice(kept)) rmSync(join(folderOf(home), nameOf(day)))
  } catch {
    rmSync(partial, { force: true })
  }
}

export interface Restored {
  /** Day of the backup, YYYY-MM-DD. */
  day: string
  /** Where the damaged catalog is now; null if it was gone. */
  damaged: string | null
}

/**
 * Puts the newest whole backup in the place of a catalog that is damaged, which is kept under another name, or gone. No
 * connection may be open.
 * @param isWhole may change the copy of a backup that it is given, as long as it stays the same catalog
 * @returns null if there is no whole backup; then nothing is changed
 */
export function restoreBackup(home: string, isWhole: (file: string) => boolean, now = new Date()): Restored | null {
  const catalog = join(home, 'catalog.db')
  const restored = `${catalog}.partial`
  const remove = () => {
    for (const ending of endings) rmSync(restored + ending, { force: true })
  }
  const day = daysOf(home, now).find((day) => {
    remove()
    copyFileSync(join(folderOf(home), nameOf(day)), restored)
    return isWhole(restored)
  })
  if (day === undefined) {
    remove()
    return null
  }
  const damaged = join(home, `catalog-damaged-${now.toISOString().replaceAll(':', '-')}.db`)
  const isThere = existsSync(catalog)
  for (const ending of endings) {
    if (existsSync(catalog + ending)) renameSync(catalog + ending, damaged + ending)
  }
  renameSync(restored, catalog)
  return { day, damaged: isThere ? damaged : null }
}
