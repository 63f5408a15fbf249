import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Findings } from '../findings.ts'
import type { World } from '../world.ts'
import { filesBelow, whyNotWhole } from './whole-files.ts'

/** Checks what a host that has ended, in whatever way, left on the disk: a sound catalog, and whole files. */
export function checkHome({ home, out }: World, findings: Findings, when: string): void {
  for (const problem of problemsOf(join(home, 'catalog.db'))) findings.fault('catalog', `${problem} (${when})`)
  for (const path of [home, out].flatMap(filesBelow)) {
    const why = whyNotWhole(path)
    if (why !== null) findings.fault('half-written', `${path}: ${why} (${when})`)
  }
}

/** What SQLite's own checks say of a catalog. */
function problemsOf(file: string): string[] {
  if (!existsSync(file)) return []
  const database = new Database(file)
  try {
    const said = (database.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check)
    const keys = (database.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]).map(
      ({ table, rowid, parent }) => `row ${rowid} of ${table} belongs to no row of ${parent}`,
    )
    return [...said.filter((text) => text !== 'ok'), ...keys]
  } catch (error) {
    return [(error as Error).message]
  } finally {
    database.close()
  }
}
