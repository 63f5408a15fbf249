import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CatalogError, openCatalog, readCatalog } from '../../src-main/catalog/index.ts'
import { migrations } from '../../src-main/catalog/migrations.ts'
import {
  exampleDataset,
  exampleEstimate,
  exampleInpainting,
  exampleMap,
  exampleMetrics,
  exampleRun,
  exampleStudy,
} from './examples.ts'

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

/** A catalog as it was before the step that contains this text. */
function catalogBefore(text: string) {
  const database = new Database(join(home, 'catalog.db'))
  const last = migrations.findIndex((step) => step.includes(text))
  migrations.slice(0, last).forEach((step) => database.exec(step))
  database.pragma(`user_version = ${last}`)
  return database
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Inserts a record into a table that lacks some of its fields. */
function insertCells(database: Database.Database, table: string, record: object, lacking: string[] = []) {
  const entries = Object.entries(record).filter(([name]) => !lacking.includes(name))
  const cell = (value: unknown) =>
    typeof value === 'boolean'
      ? Number(value)
      : value !== null && typeof value === 'object'
        ? JSON.stringify(value)
        : value
  database
    .prepare(
      `insert into ${table} (${entries.map(([name]) => `"${snakeCase(name)}"`).join()}) values (${entries.map(() => '?').join()})`,
    )
    .run(...entries.map(([, value]) => cell(value)))
}

/** A record with the names that losses had when all were negative ELBOs. */
const oldLosses = <T extends object>(record: T) =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name.replace(/Loss$/, 'NegativeElbo'), value]),
  ) as Record<string, unknown>

/** Columns of flows from coarse to fine, which earlier versions lack. */
const ofOctaves = Object.keys(exampleMetrics).filter((name) => /Coarsest|Octave/.test(name))

/** An inpainting as it was when it was one estimate by Eq. 13. */
const oldInpainting = () => {
  const { id, datasetId, lon, lat, rotation, split, size, width, unit, folder, createdAt } = exampleInpainting
  const { state, failure, result, statistics, runId, runName } = exampleEstimate
  const { patch, mask } = exampleInpainting.problem
  const { original } = exampleInpainting.statistics!
  const curves = (of: 'histogram' | 'spectrum') => ({
    ...{ original: original[of], model: statistics!.fill[of], filled: statistics!.filled[of] },
  })
  return {
    ...{
      id,
      runId,
      runName,
      datasetId,
      lon,
      lat,
      rotation,
      split,
      size,
      width,
      unit,
      folder,
      state,
      failure,
      createdAt,
    },
    config: {
      ...{ patch, mask, operator: { kind: 'mask' }, checkpoint: 'best', sigma: 0.2 },
      ...{ starts: 1, maxIterations: 500, seed: 0 },
    },
    result: {
      ...result!.minimum,
      ...{ seconds: result!.seconds, fit: result!.error, meanFit: { inside: 1, outside: 1 } },
    },
    statistics: {
      ...{ edges: [-3, 1, 5], ell: [90, 180], histogram: curves('histogram'), spectrum: curves('spectrum') },
    },
  }
}
const { estimates: _, ...storedInpainting } = exampleInpainting

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

  it('leave the catalog as it was if one fails', () => {
    const database = new Database(join(home, 'catalog.db'))
    database.exec(migrations[0])
    // Conflicts with a later step.
    database.exec('create table studies (id text primary key)')
    database.pragma('user_version = 1')
    database.close()
    expect(() => openCatalog(home)).toThrow(/catalog\.db is damaged \(.*studies.*move the file away/)
    const after = new Database(join(home, 'catalog.db'))
    expect(after.pragma('user_version', { simple: true })).toBe(1)
    expect(after.prepare('select count(*) count from studies').get()).toEqual({ count: 0 })
    after.close()
  })

  it('give runs the test loss of their best epoch, and have inpaintings measured again', () => {
    const before = catalogBefore('update inpaintings set statistics = null')
    const { bestTestNegativeElbo: _, ...run } = oldLosses(exampleRun)
    insertCells(before, 'runs', { ...run, datasetId: null, bestEpoch: 1 })
    for (const [epoch, testLoss] of [
      [1, 1810],
      [2, 1999],
    ])
      insertCells(
        before,
        'epoch_metrics',
        { runId: exampleRun.id, ...oldLosses({ ...exampleMetrics, epoch, testLoss }) },
        ofOctaves,
      )
    insertCells(before, 'inpaintings', { ...oldInpainting(), datasetId: null }, ['rotation'])
    before.close()
    const catalog = openCatalog(home)
    expect(catalog.runs.list()[0].bestTestLoss).toBe(1810)
    expect(catalog.inpaintings.list()[0].statistics).toBeNull()
    expect(catalog.estimates.list()[0].statistics).toBeNull()
    catalog.close()
  })

  it('keep the metrics of autoencoders as losses, with terms that other models lack', () => {
    const before = catalogBefore('rename column train_negative_elbo to train_loss')
    insertCells(
      before,
      'runs',
      oldLosses({ ...exampleRun, datasetId: null, bestValidationLoss: 1800, bestTestLoss: 1810 }),
    )
    insertCells(before, 'epoch_metrics', { runId: exampleRun.id, ...oldLosses(exampleMetrics) }, ofOctaves)
    const objective = { metric: 'validationNegativeElbo', epoch: 'best' }
    insertCells(before, 'studies', { ...exampleStudy, datasetId: null, objective }, ['latents'])
    before.close()
    const catalog = openCatalog(home)
    expect(catalog.runs.list()).toMatchObject([{ bestValidationLoss: 1800, bestTestLoss: 1810 }])
    expect(catalog.studies.list()[0].objective).toEqual({ metric: 'validationLoss', epoch: 'best' })
    const ofFlow = { ...exampleMetrics, epoch: 2, trainReconstruction: null, trainKl: null, trainOctave1: 0.25 }
    catalog.metrics.put(exampleRun.id, ofFlow)
    expect(catalog.metrics.of(exampleRun.id)).toEqual([exampleMetrics, ofFlow])
    catalog.close()
  })
})

it('datasets and inpaintings of an earlier version keep their maps and positions when these may be missing', () => {
  const before = catalogBefore('old_map_name')
  before.pragma('foreign_keys = off')
  insertCells(before, 'datasets', { ...exampleDataset, mapId: null }, ['stack'])
  insertCells(before, 'inpaintings', oldInpainting(), ['rotation'])
  before.close()
  const catalog = openCatalog(home)
  expect(catalog.datasets.list()).toEqual([{ ...exampleDataset, mapId: null }])
  expect(catalog.inpaintings.list().map(({ lon, lat }) => [lon, lat])).toEqual([
    [exampleInpainting.lon, exampleInpainting.lat],
  ])
  catalog.close()
})

it('maps of an earlier version, and columns with a table of their own, keep their nside, ordering and indexing', () => {
  const before = catalogBefore('add column grid')
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

describe('inpaintings that were one estimate each', () => {
  const opened = (...rows: Partial<ReturnType<typeof oldInpainting>>[]) => {
    const before = catalogBefore('create table problems')
    before.pragma('foreign_keys = off')
    insertCells(before, 'datasets', { ...exampleDataset, mapId: null })
    insertCells(before, 'runs', exampleRun)
    for (const row of rows) insertCells(before, 'inpaintings', { ...oldInpainting(), ...row })
    before.close()
    return openCatalog(home)
  }

  it('become a problem with one estimate, with the same numbers', () => {
    const catalog = opened({})
    expect(catalog.inpaintings.list()).toEqual([storedInpainting])
    const result = { ...exampleEstimate.result, model: null }
    // Earlier versions measured nothing in the hole.
    const statistics = { ...exampleEstimate.statistics, inside: null }
    expect(catalog.estimates.list()).toEqual([{ ...exampleEstimate, result, statistics }])
    catalog.close()
  })

  it('keep the beam and the file of their data', () => {
    const config = {
      ...oldInpainting().config,
      ...{ mask: { kind: 'file', path: "/o'b/mask.npy" }, operator: { kind: 'beam', fwhm: 12.5 } },
    }
    const catalog = opened({ config: config as never })
    expect(catalog.inpaintings.list()[0].problem).toEqual({
      ...exampleInpainting.problem,
      ...{ mask: { kind: 'file', path: "/o'b/mask.npy" }, beam: 12.5 },
    })
    catalog.close()
  })

  it('are all kept: those that failed, were stopped or lost their run and dataset as well, newest first', () => {
    const failure = { code: 'engine-killed', message: 'It was killed.' }
    const none = { result: null as never, statistics: null as never }
    const catalog = opened(
      { id: 'a', createdAt: '2026-01-01T00:00:00.000Z', state: 'failed', failure, ...none },
      { id: 'b', createdAt: '2026-01-02T00:00:00.000Z', state: 'interrupted', ...none },
      { id: 'c', createdAt: '2026-01-03T00:00:00.000Z', runId: 'gone', datasetId: 'gone' },
    )
    expect(catalog.inpaintings.list().map(({ id, datasetId, datasetName }) => [id, datasetId, datasetName])).toEqual([
      ['c', null, ''],
      ['b', 'iris-64', exampleDataset.name],
      ['a', 'iris-64', exampleDataset.name],
    ])
    expect(catalog.estimates.list().map(({ id, state, runId, runName }) => [id, state, runId, runName])).toEqual([
      ['c.map', 'complete', null, exampleRun.name],
      ['b.map', 'interrupted', exampleRun.id, exampleRun.name],
      ['a.map', 'failed', exampleRun.id, exampleRun.name],
    ])
    expect(catalog.estimates.get('a.map')).toMatchObject({ failure, result: null, statistics: null })
    catalog.close()
  })
})

describe('a home', () => {
  it('with a catalog that another program has locked is in use', () => {
    openCatalog(home).close()
    const other = new Database(join(home, 'catalog.db'))
    other.pragma('locking_mode = exclusive')
    other.exec('begin exclusive')
    expect(() => openCatalog(home)).toThrow('catalog.db is open in another program. Close it there.')
    other.close()
    openCatalog(home).close()
  })

  it('on a full disk says so', () => {
    openCatalog(home).close()
    const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    const pragma = vi.spyOn(Database.prototype, 'pragma').mockImplementation(() => {
      throw full
    })
    expect(() => openCatalog(home)).toThrow(
      "lock.db can't be written: the disk is full. Free some space, or choose another one with CIRRUS_HOME.",
    )
    pragma.mockRestore()
    openCatalog(home).close()
  })

  it('whose file system locks no files is not said to be in use', async (test) => {
    // What NFS without its lock daemon says of every lock.
    const fail = `
      #include <errno.h>
      #include <fcntl.h>
      #include <stdarg.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      extern "C" int fcntl64(int file, int command, ...) {
        if (command == F_SETLK) return errno = ENOLCK, -1;
        va_list rest;
        va_start(rest, command);
        return syscall(SYS_fcntl, file, command, va_arg(rest, void *));
      }`
    const library = join(home, 'no-locks.so')
    const compiled = spawnSync('g++', ['-x', 'c++', '-shared', '-fPIC', '-o', library, '-'], { input: fail })
    if (process.platform !== 'linux' || compiled.status !== 0) test.skip('needs Linux and g++')
    const code = `import { openCatalog } from ${JSON.stringify(join(import.meta.dirname, '../../src-main/catalog/index.ts'))}
      try { openCatalog(process.argv[1]) } catch ({ code, message }) { console.log(code, message) }`
    const env = { ...process.env, LD_PRELOAD: library }
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code, home], { env, encoding: 'utf8' })
    expect(stdout).toContain(`unusable-home ${home} is on a file system that locks no files`)
    expect(readdirSync(home).sort()).toEqual(['lock.db', 'no-locks.so'])
  })
})
