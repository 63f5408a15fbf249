import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogError, openCatalog } from '../../src-main/catalog/index.ts'
import { migrations } from '../../src-main/catalog/migrations.ts'
import {
  exampleDataset,
  exampleEstimate,
  exampleInpainting,
  exampleMap,
  exampleMetrics,
  exampleRun,
  exampleStudy,
  exampleTrial,
  exampleValidation,
} from './examples.ts'

const { estimates: _, ...storedInpainting } = exampleInpainting
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus-catalog-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('the catalog', () => {
  it('returns every record as it was inserted, also after a restart', () => {
    const first = openCatalog(home)
    first.maps.insert(exampleMap)
    first.datasets.insert(exampleDataset)
    first.runs.insert(exampleRun)
    first.inpaintings.insert(storedInpainting)
    first.estimates.insert(exampleEstimate)
    first.validations.insert(exampleValidation)
    first.exports.insert({
      id: 'e1',
      source: { kind: 'inpainting', id: exampleInpainting.id },
      folder: '/e',
      files: [{ name: 'a.fits', path: '/e/a.fits', size: 2880 }],
      createdAt: exampleMap.addedAt,
    })
    first.close()

    const second = openCatalog(home)
    expect(second.maps.get(exampleMap.id)).toEqual(exampleMap)
    expect(second.datasets.list()).toEqual([exampleDataset])
    expect(second.runs.list()).toEqual([exampleRun])
    expect(second.inpaintings.list()).toEqual([storedInpainting])
    expect(second.estimates.list()).toEqual([exampleEstimate])
    expect(second.validations.list()).toEqual([exampleValidation])
    expect(second.exports.list()[0].files).toEqual([{ name: 'a.fits', path: '/e/a.fits', size: 2880 }])
    second.close()
  })

  it('reads a validation stored before spectra had a recipe, with the recipe of Fig. 4 and of its only channel', () => {
    const first = openCatalog(home)
    first.runs.insert({ ...exampleRun, datasetId: null })
    first.validations.insert({ ...exampleValidation, datasetId: null })
    first.close()
    const database = new Database(join(home, 'catalog.db'))
    const stored = database.prepare('update validations set config = ?')
    stored.run('{"checkpoint":"best","split":"test","samples":100}')
    database.close()
    const second = openCatalog(home)
    const [{ config }] = second.validations.list()
    expect(config).toEqual({
      ...{
        checkpoint: 'best',
        split: 'test',
        samples: 100,
        priorSamples: 500,
        prior: null,
        channel: null,
        classifier: false,
        likelihood: null,
      },
      spectra: { taper: 'C1', apodize: null, bands: null, mask: null, beam: null, pixelWindow: false },
    })
    second.close()
  })

  it('changes only the named fields, to null as well', () => {
    const catalog = openCatalog(home)
    catalog.maps.insert(exampleMap)
    catalog.datasets.insert(exampleDataset)
    catalog.runs.insert(exampleRun)
    const failed = catalog.runs.update(exampleRun.id, { state: 'failed', failure: { code: 'x', message: 'why' } })
    expect(failed).toEqual({ ...exampleRun, state: 'failed', failure: { code: 'x', message: 'why' } })
    expect(catalog.runs.update(exampleRun.id, { failure: null })!.failure).toBeNull()
    expect(catalog.runs.update('nobody', { epoch: 3 })).toBeNull()
    catalog.close()
  })

  it('keeps curves by epoch: an epoch recorded again replaces its row, and later epochs can be dropped', () => {
    const catalog = openCatalog(home)
    catalog.runs.insert({ ...exampleRun, datasetId: null })
    catalog.metrics.put(exampleRun.id, { ...exampleMetrics, epoch: 2 })
    catalog.metrics.put(exampleRun.id, { ...exampleMetrics, epoch: 1 })
    catalog.metrics.put(exampleRun.id, { ...exampleMetrics, epoch: 2, trainKl: 7 })
    expect(catalog.metrics.of(exampleRun.id)[0]).toEqual(exampleMetrics)
    expect(catalog.metrics.of(exampleRun.id).map(({ epoch, trainKl }) => [epoch, trainKl])).toEqual([
      [1, exampleMetrics.trainKl],
      [2, 7],
    ])
    catalog.metrics.dropAfter(exampleRun.id, 1)
    expect(catalog.metrics.of(exampleRun.id)).toEqual([exampleMetrics])
    catalog.close()
  })

  it('enforces references: curves are deleted with their run, a dataset outlives its map, an estimate its run, and none dangle', () => {
    const catalog = openCatalog(home)
    catalog.maps.insert(exampleMap)
    catalog.datasets.insert(exampleDataset)
    catalog.runs.insert(exampleRun)
    catalog.metrics.put(exampleRun.id, exampleMetrics)
    catalog.inpaintings.insert(storedInpainting)
    catalog.estimates.insert(exampleEstimate)
    catalog.validations.insert(exampleValidation)
    expect(() => catalog.runs.insert({ ...exampleRun, id: 'other', datasetId: 'nowhere' })).toThrow(
      /What other belongs to was deleted meanwhile/,
    )
    catalog.maps.remove(exampleMap.id)
    expect(catalog.datasets.get(exampleDataset.id)!.mapId).toBeNull()
    catalog.runs.remove(exampleRun.id)
    expect(catalog.metrics.of(exampleRun.id)).toEqual([])
    expect(catalog.estimates.list()).toEqual([{ ...exampleEstimate, runId: null }])
    catalog.inpaintings.remove(exampleInpainting.id)
    expect(catalog.estimates.list()).toEqual([])
    expect(catalog.validations.list()).toEqual([])
    catalog.close()
  })

  it('keeps the trials of a study by number, changes only the named fields, and deletes them with their study', () => {
    const catalog = openCatalog(home)
    catalog.studies.insert({ ...exampleStudy, datasetId: null })
    catalog.runs.insert({ ...exampleRun, datasetId: null, studyId: exampleStudy.id })
    catalog.trials.insert({ ...exampleTrial, number: 2, runId: null })
    catalog.trials.insert(exampleTrial)
    expect(catalog.studies.get('kernels')).toEqual({ ...exampleStudy, datasetId: null })
    expect(catalog.trials.of('kernels').map(({ number }) => number)).toEqual([1, 2])
    expect(exampleTrial.intermediate).not.toEqual([])
    expect(catalog.trials.outcomes('kernels')[0]).toEqual({ ...exampleTrial, intermediate: [] })
    const complete = catalog.trials.update('kernels', 1, { state: 'complete', value: 1800.5 })
    expect(complete).toEqual({ ...exampleTrial, state: 'complete', value: 1800.5 })
    expect(catalog.trials.update('kernels', 1, { value: null })!.value).toBeNull()
    expect(catalog.trials.update('kernels', 3, { value: 1 })).toBeNull()
    expect(() => catalog.trials.insert(exampleTrial)).toThrow(/UNIQUE/)
    catalog.runs.remove(exampleRun.id)
    expect(catalog.trials.get('kernels', 1)!.runId).toBeNull()
    catalog.studies.remove('kernels')
    expect(catalog.trials.of('kernels')).toEqual([])
    catalog.close()
  })

  it('makes several changes or none of them', () => {
    const catalog = openCatalog(home)
    const half = () =>
      catalog.atomically(() => {
        catalog.maps.insert(exampleMap)
        throw new Error('in between')
      })
    expect(half).toThrow('in between')
    expect(catalog.maps.list()).toEqual([])
    catalog.close()
  })

  it('refuses a second holder of the same home, and releases it when closed', () => {
    const first = openCatalog(home)
    expect(() => openCatalog(home)).toThrow(/in use by another Cirrus/)
    first.close()
    openCatalog(home).close()
  })

  it('refuses a catalog of a newer Cirrus and a file that is not a database, and leaves both unchanged', () => {
    const newer = new Database(join(home, 'catalog.db'))
    newer.pragma(`user_version = ${migrations.length + 1}`)
    newer.close()
    expect(() => openCatalog(home)).toThrow(CatalogError)
    expect(() => openCatalog(home)).toThrow(/newer Cirrus/)
    rmSync(join(home, 'catalog.db'))
    writeFileSync(join(home, 'catalog.db'), 'this is a letter, not a database'.repeat(400))
    expect(() => openCatalog(home)).toThrow(/is damaged/)
  })

  it('of an older Cirrus keeps its runs, unmarked and with weights drawn with the seed', () => {
    const { startWeights: _, studyId: _i, starred: _s, note: _n, tags: _t, archived: _a, ...known } = exampleRun
    const { bestTestLoss: _b, ...older } = known
    const fields = Object.entries({ ...older, datasetId: null, config: JSON.stringify(older.config) })
    const columns = fields.map(([name]) =>
      name.replace('Loss', 'NegativeElbo').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
    const raw = new Database(join(home, 'catalog.db'))
    raw.exec(migrations[0])
    raw.pragma('user_version = 1')
    raw
      .prepare(`insert into runs (${columns.join()}) values (${columns.map(() => '?').join()})`)
      .run(...fields.map(([, value]) => value))
    raw.close()
    const catalog = openCatalog(home)
    const unmarked = { starred: false, note: '', tags: [], archived: false }
    expect(catalog.runs.list()).toEqual([{ ...exampleRun, ...unmarked, datasetId: null, startWeights: null }])
    catalog.close()
  })

  it('of an older Cirrus keeps its studies, without environments, on datasets', () => {
    const { environments: _, latents: __, ...older } = { ...exampleStudy, datasetId: null }
    const fields = Object.entries(older).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value !== null && typeof value === 'object' ? JSON.stringify(value) : value,
    ])
    const raw = new Database(join(home, 'catalog.db'))
    for (const step of migrations.slice(0, 5)) raw.exec(step)
    raw.pragma('user_version = 5')
    raw
      .prepare(`insert into studies (${fields.map(([name]) => name).join()}) values (${fields.map(() => '?').join()})`)
      .run(...fields.map(([, value]) => value))
    raw.close()
    const catalog = openCatalog(home)
    expect(catalog.studies.list()).toEqual([{ ...exampleStudy, datasetId: null, environments: [] }])
    catalog.close()
  })

  it('notices a damaged row when it is read', () => {
    const catalog = openCatalog(home)
    catalog.maps.insert(exampleMap)
    catalog.close()
    const raw = new Database(join(home, 'catalog.db'))
    raw.prepare(`update maps set columns = '[{"name": 3}]'`).run()
    raw.close()
    const again = openCatalog(home)
    expect(() => again.maps.list()).toThrow(/expected string/i)
    again.close()
  })

  it('distinguishes a home that cannot be written from one in use', () => {
    mkdirSync(join(home, 'lock.db'))
    expect(() => openCatalog(home)).toThrow(/lock.db can't be written: .*CIRRUS_HOME/)
    expect(() => openCatalog(home)).not.toThrow(/in use/)
  })
})
