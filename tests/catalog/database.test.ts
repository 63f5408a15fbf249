import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogError, openCatalog, readCatalog } from '../../src-main/catalog/index.ts'
import { migrations } from '../../src-main/catalog/migrations.ts'
import { exampleDataset, exampleInpainting, exampleMap, exampleMetrics, exampleRun } from './examples.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus-database-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
const withVersion = (version: number) => {
  const database = new Database(join(home, 'catalog.db'))
  database.pragma(`user_version = ${version}`)
  database.close()
}

describe('a catalog that another Cirrus holds', () => {
  it('can be read at the same time, including its latest changes, but not changed', () => {
    const holder = openCatalog(home)
    holder.maps.insert(exampleMap)
    expect(readCatalog(home, ({ maps }) => maps.list())).toEqual([exampleMap])
    expect(() => readCatalog(home, ({ maps }) => maps.remove(exampleMap.id))).toThrow(/readonly database/)
    expect(holder.maps.list()).toEqual([exampleMap])
    holder.close()
  })

  it('is refused if it is missing, is not a database, or has another version, naming both versions', () => {
    const path = join(home, 'catalog.db')
    const look = () => readCatalog(home, ({ maps }) => maps.list())
    expect(look).toThrow(`${path} can't be read: unable to open database file.`)
    withVersion(2)
    expect(look).toThrow(
      `${path} is in use by another version of Cirrus (schema 2, this version has ${migrations.length}). Use that version, or close it.`,
    )
    writeFileSync(path, 'this is a letter, not a database'.repeat(400))
    expect(look).toThrow(CatalogError)
    expect(look).toThrow(`${path} can't be read: file is not a database.`)
  })

  it('releases its file when the reader fails', () => {
    openCatalog(home).close()
    const fail = () => {
      throw new Error('in between')
    }
    expect(() => readCatalog(home, fail)).toThrow('in between')
    const again = openCatalog(home)
    again.maps.insert(exampleMap)
    again.close()
  })
})

describe('the steps of the schema', () => {
  it('are each applied once: a reopened catalog has the version of the last', () => {
    openCatalog(home).close()
    openCatalog(home).close()
    const database = new Database(join(home, 'catalog.db'))
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.pragma('foreign_key_check')).toEqual([])
    database.close()
  })

  it('leave the catalog at the previous step if one fails', () => {
    const database = new Database(join(home, 'catalog.db'))
    database.exec(migrations[0])
    // Conflicts with a later step.
    database.exec('create table studies (id text primary key)')
    database.pragma('user_version = 1')
    database.close()
    expect(() => openCatalog(home)).toThrow(/catalog\.db can't be opened: .*studies.*move the file away/)
    const after = new Database(join(home, 'catalog.db'))
    expect(after.pragma('user_version', { simple: true })).toBeLessThan(migrations.length)
    expect(after.prepare('select count(*) count from studies').get()).toEqual({ count: 0 })
    after.close()
  })

  it('give runs the test loss of their best epoch, and have inpaintings measured again', () => {
    const first = openCatalog(home)
    first.runs.insert({ ...exampleRun, datasetId: null, bestEpoch: 1, bestTestLoss: null })
    first.metrics.put(exampleRun.id, { ...exampleMetrics, epoch: 1, testLoss: 1810 })
    first.metrics.put(exampleRun.id, { ...exampleMetrics, epoch: 2, testLoss: 1999 })
    first.inpaintings.insert({ ...exampleInpainting, datasetId: null })
    first.close()
    const database = new Database(join(home, 'catalog.db'))
    database.exec('alter table runs drop column best_test_negative_elbo')
    database.exec(
      'alter table maps drop column coordsys_override; alter table maps drop column polcconv_override; alter table maps drop column polcconv; alter table maps drop column note',
    )
    database.exec('alter table datasets drop column stack; alter table inpaintings drop column rotation')
    database.exec(`
      alter table maps drop column grid;
      alter table maps add column nside integer not null default 1;
      alter table maps add column ordering text not null default 'RING';
      alter table maps add column indexing text not null default 'implicit';
    `)
    const isMeasuredAgain = (step: string) => step.includes('update inpaintings set statistics = null')
    database.pragma(`user_version = ${migrations.findIndex(isMeasuredAgain)}`)
    database.close()
    const again = openCatalog(home)
    expect(again.runs.list()[0].bestTestLoss).toBe(1810)
    expect(again.inpaintings.list()[0].statistics).toBeNull()
    again.close()
  })
})

it('datasets and inpaintings of an earlier version keep their maps and positions when these may be missing', () => {
  const before = new Database(join(home, 'catalog.db'))
  const last = migrations.findIndex((step) => step.includes('old_map_name'))
  migrations.slice(0, last).forEach((step) => before.exec(step))
  before.pragma(`user_version = ${last}`)
  const cells = (record: object, without: string[]) => {
    const entries = Object.entries(record).filter(([name]) => !without.includes(name))
    const names = entries.map(([name]) => `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`)
    const values = entries.map(([, value]) =>
      value !== null && typeof value === 'object' ? JSON.stringify(value) : value,
    )
    return { names: names.join(), marks: names.map(() => '?').join(), values }
  }
  before.pragma('foreign_keys = off')
  for (const [table, record, without] of [
    ['datasets', { ...exampleDataset, mapId: null }, ['stack']],
    ['inpaintings', exampleInpainting, ['rotation']],
  ] as const) {
    const { names, marks, values } = cells(record, [...without])
    before.prepare(`insert into ${table} (${names}) values (${marks})`).run(...values)
  }
  before.close()
  const catalog = openCatalog(home)
  expect(catalog.datasets.list()).toEqual([{ ...exampleDataset, mapId: null }])
  expect(catalog.inpaintings.list().map(({ lon, lat }) => [lon, lat])).toEqual([
    [exampleInpainting.lon, exampleInpainting.lat],
  ])
  catalog.close()
})

it('maps of an earlier version, and columns with a table of their own, keep their nside, ordering and indexing', () => {
  const before = new Database(join(home, 'catalog.db'))
  const last = migrations.findIndex((step) => step.includes('add column grid'))
  migrations.slice(0, last).forEach((step) => before.exec(step))
  before.pragma(`user_version = ${last}`)
  const { grid, columns, ...map } = exampleMap
  const [column] = columns
  const table = { nside: 64, ordering: 'NESTED', coordsys: null, polcconv: 'IAU', indexing: 'explicit' }
  const stored = JSON.stringify([column, { ...column, name: 'MASK', table }])
  before
    .prepare(
      `insert into maps (id, name, path, size, nside, ordering, coordsys, indexing, columns, demo, added_at)
       values (?, ?, ?, ?, 1024, 'RING', 'G', 'implicit', ?, 0, ?)`,
    )
    .run(map.id, map.name, map.path, map.size, stored, map.addedAt)
  before.close()
  const catalog = openCatalog(home)
  const [first, second] = catalog.maps.get(map.id)!.columns
  expect(catalog.maps.get(map.id)).toEqual({ ...map, grid, columns: [column, second] })
  expect(first).toEqual(column)
  expect(second.table).toEqual({
    ...{ coordsys: null, polcconv: 'IAU' },
    grid: { kind: 'healpix', nside: 64, ordering: 'NESTED', indexing: 'explicit' },
  })
  catalog.close()
})
