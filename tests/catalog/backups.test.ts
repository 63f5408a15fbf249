import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../src-main/catalog/backups.ts'
import { openCatalog } from '../../src-main/catalog/index.ts'
import { migrations } from '../../src-main/catalog/migrations.ts'
import { exampleDataset, exampleMap } from './examples.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus-backups-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const file = () => join(home, 'catalog.db')
const backups = () => readdirSync(join(home, 'backups'))

/** A catalog with a map, closed. */
function withMap() {
  const catalog = openCatalog(home)
  catalog.maps.insert(exampleMap)
  catalog.close()
}

/** Overwrites the pages after the first, which has the schema. */
function damage() {
  const bytes = readFileSync(file())
  bytes.fill(0xff, 4096)
  writeFileSync(file(), bytes)
}

describe('a catalog', () => {
  it('has no backup while it is empty, and one of the day once it was used', () => {
    openCatalog(home).close()
    expect(readdirSync(home)).not.toContain('backups')
    withMap()
    expect(backups()).toEqual([`catalog-${new Date().toISOString().slice(0, 10)}.db`])
  })

  it('that is damaged is as in its backup again, keeps the damaged one, and says so', () => {
    withMap()
    damage()
    const catalog = openCatalog(home)
    expect(catalog.maps.list()).toEqual([exampleMap])
    const { day, damaged } = catalog.restored!
    expect(day).toBe(new Date().toISOString().slice(0, 10))
    expect(
      readFileSync(damaged!)
        .subarray(4096)
        .every((byte) => byte === 0xff),
    ).toBe(true)
    catalog.close()
    const again = openCatalog(home)
    expect(again.restored).toBeNull()
    again.close()
  })

  it.each<[string, (database: Database.Database) => void]>([
    ['is no database', () => writeFileSync(file(), 'this is a letter, not a database'.repeat(400))],
    ['has no bytes', () => writeFileSync(file(), '')],
    ['lacks a table', (database) => database.exec('drop table epoch_metrics')],
    ['lacks a column', (database) => database.exec('alter table runs drop column note')],
    ['lacks a table that a step changes', (database) => database.exec('drop table runs; pragma user_version = 1')],
    ['has text that is no JSON', (database) => database.exec(`update maps set columns = '[{"name": '`)],
  ])('that %s is restored too', (_, change) => {
    withMap()
    const database = new Database(file())
    change(database)
    database.close()
    const catalog = openCatalog(home)
    expect(catalog.maps.list()).toEqual([exampleMap])
    expect(existsSync(catalog.restored!.damaged!)).toBe(true)
    catalog.close()
  })

  it('that is gone is restored, and nothing of it is kept', () => {
    withMap()
    rmSync(file())
    const catalog = openCatalog(home)
    expect(catalog.maps.list()).toEqual([exampleMap])
    expect(catalog.restored).toEqual({ day: new Date().toISOString().slice(0, 10), damaged: null })
    catalog.close()
    expect(readdirSync(home).sort()).toEqual(['backups', 'catalog.db', 'lock.db'])
  })

  it('of an older backup is brought to this version', () => {
    withMap()
    const [name] = backups()
    rmSync(join(home, 'backups', name))
    const old = new Database(join(home, 'backups', name))
    old.exec(migrations[0])
    old.pragma('user_version = 1')
    old.close()
    damage()
    const catalog = openCatalog(home)
    expect(catalog.restored).not.toBeNull()
    expect(catalog.studies.list()).toEqual([])
    catalog.close()
  })

  it('passes over a damaged backup, and without a whole one is refused and left as it is', () => {
    withMap()
    damage()
    const damaged = readFileSync(file())
    for (const name of backups()) writeFileSync(join(home, 'backups', name), damaged)
    expect(() => openCatalog(home)).toThrow(/catalog\.db is damaged .*there is no whole backup of it/)
    expect(readdirSync(home).sort()).toEqual(['backups', 'catalog.db', 'lock.db'])
    expect(readFileSync(file())).toEqual(damaged)
  })

  it('keeps one backup a day for a week, and replaces one that is an hour old', () => {
    withMap()
    const database = new Database(file())
    for (let day = 10; day < 22; day++) {
      const now = new Date(`2126-03-${day}T12:00:00Z`)
      backUp(database, home, now)
      utimesSync(join(home, 'backups', `catalog-2126-03-${day}.db`), now, now)
    }
    expect(backups()).toHaveLength(7)
    expect(backups()).not.toContain('catalog-2126-03-14.db')
    const newest = join(home, 'backups', 'catalog-2126-03-21.db')
    const rows = () => {
      const copy = new Database(newest, { readonly: true })
      const count = copy.prepare('select count(*) from maps').pluck().get()
      copy.close()
      return count
    }
    database.exec('delete from maps')
    backUp(database, home, new Date('2126-03-21T12:59:00Z'))
    expect(rows()).toBe(1)
    backUp(database, home, new Date('2126-03-21T13:01:00Z'))
    expect(rows()).toBe(0)
    database.close()
  })

  it('keeps backups by the day that they were made, whatever a clock said that was wrong', () => {
    withMap()
    const database = new Database(file())
    const made = (from: string, count: number) => {
      for (let day = 0; day < count; day++) backUp(database, home, new Date(Date.parse(from) + day * 86_400_000))
    }
    made('2126-03-10', 7)
    const today = new Date()
    const [, yesterday] = [0, 1].map((ago) => new Date(today.getTime() - ago * 86_400_000).toISOString().slice(0, 10))
    database.exec(`update maps set name = 'of yesterday'`)
    rmSync(join(home, 'backups', `catalog-${today.toISOString().slice(0, 10)}.db`), { force: true })
    backUp(database, home, new Date(yesterday))
    database.exec(`update maps set name = 'of today'`)
    database.close()
    expect(backups()).toHaveLength(7)
    damage()
    const catalog = openCatalog(home)
    expect([catalog.restored!.day, catalog.maps.list()[0].name]).toEqual([yesterday, 'of yesterday'])
    catalog.close()
  })

  it('that has a damaged row and no backup is refused, and names the row', () => {
    const catalog = openCatalog(home)
    catalog.datasets.insert({ ...exampleDataset, mapId: null })
    catalog.close()
    rmSync(join(home, 'backups'), { recursive: true })
    const raw = new Database(file())
    raw.exec(`update datasets set recipe = '{"size": '`)
    raw.close()
    expect(() => openCatalog(home)).toThrow(
      `is damaged (${exampleDataset.id} in its table datasets is not JSON), and there is no whole backup of it`,
    )
  })

  it('with a row that becomes no record while it is open says which one, instead of where the program stopped', () => {
    const catalog = openCatalog(home)
    catalog.maps.insert(exampleMap)
    catalog.datasets.insert(exampleDataset)
    const raw = new Database(file())
    raw.exec(`update datasets set recipe = '{"size": '`)
    raw.close()
    expect(() => catalog.datasets.list()).toThrow(
      new RegExp(`The catalog is damaged: ${exampleDataset.id} in its table datasets can't be read \\(SyntaxError`),
    )
    catalog.close()
  })
})
