import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { recoverDatasets, startDataset } from '../../../src-main/application/datasets/handlers.ts'
import { datasetRecipeSchema, type Dataset, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, context, call, events } = openSky()
const recipeOf = (changes: Partial<DatasetRecipe> = {}) =>
  datasetRecipeSchema.parse({ size: 8, width: 8, step: 30, minLatitude: 20, ...changes })
const map = await call('maps.open', { path: writeMadeMap(join(home, 'sky.fits'), waves) })
const create = async (name?: string, changes: Partial<DatasetRecipe> = {}, mapId = map.id) => {
  const { dataset, done } = await startDataset(context, { mapId, column: 0, name, recipe: recipeOf(changes) })
  const job = await done
  return { dataset, job, after: context.catalog.datasets.get(dataset.id)! }
}

/** A dataset only in the catalog, whose patches were never cut. */
function put(id: string, changes: Partial<Dataset>) {
  const [like] = context.catalog.datasets.list()
  return context.catalog.datasets.insert({ ...like, id, name: id, folder: join(home, 'datasets', id), ...changes })
}

describe('a dataset that is created', () => {
  it('has planned numbers while waiting, and actual ones once complete', async () => {
    const { dataset, job, after } = await create('First set')
    expect(dataset).toMatchObject({ id: 'first-set', name: 'First set', state: 'waiting', fingerprint: null })
    expect(dataset.folder).toBe(join(home, 'datasets', 'first-set'))
    expect(after).toMatchObject({ state: 'complete', count: dataset.count, splits: dataset.splits, failure: null })
    expect(after.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(job).toMatchObject({ state: 'complete', subject: 'first-set', title: 'Cut First set' })
    expect(existsSync(join(after.folder, 'dataset.json'))).toBe(true)
    const states = events
      .filter(({ name }) => name === 'datasets.changed')
      .map(({ payload }) => (payload as { record: Dataset }).record.state)
    expect(states).toEqual(['waiting', 'running', 'complete'])
  })

  it('fails with a readable reason, and leaves no folder', async () => {
    const negative = await call('maps.open', { path: writeMadeMap(join(home, 'negative.fits'), () => -1) })
    const { after, job } = await create('none', { scale: 'log' }, negative.id)
    expect(job.state).toBe('failed')
    expect(after).toMatchObject({ state: 'failed', failure: { code: 'refused' } })
    expect(after.failure!.message).toMatch(/none of the \d+ positions yields a patch .*with values not above zero/)
    expect(existsSync(after.folder)).toBe(false)
  })

  it('is refused if its grid has no centre, and if there is no such map or column', async () => {
    const order = (changes: object) => ({ mapId: map.id, column: 0, recipe: recipeOf(), ...changes })
    // Rows at multiples of 60 degrees: none from 70 to the poles.
    const empty = recipeOf({ step: 60, minLatitude: 70, rowRule: 'multiple' })
    await expect(call('datasets.create', order({ recipe: empty }))).rejects.toMatchObject({
      code: 'invalid-params',
      message: expect.stringContaining('No patch of a 60 deg grid has |b| of at least 70 deg'),
    })
    await expect(call('datasets.create', order({ column: 3 }))).rejects.toThrow(/no column of sky 3/)
    await expect(call('datasets.create', order({ mapId: 'none' }))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the preview of a dataset', () => {
  const folderOf = async (name?: string, changes: Partial<DatasetRecipe> = {}) =>
    (await call('datasets.preview', { ...recipeOf(changes), mapId: map.id, column: 0, name })).folder
  const inHome = (name: string) => join(home, 'datasets', name)

  it('names the folder that will be used, and gives the counts of the actual cut', async () => {
    const asked = { ...recipeOf(), mapId: map.id, column: 0 }
    const preview = await call('datasets.preview', asked)
    const { after } = await create()
    expect(preview).toMatchObject({ folder: after.folder, count: after.count, splits: after.splits })
  })

  it('builds a default name from map, size and split, and appends a number if it is taken', async () => {
    expect(await folderOf('My patches')).toBe(inHome('my-patches'))
    expect(await folderOf(undefined, { size: 16, split: 'disjoint' })).toBe(inHome('sky-16px-disjoint'))
    mkdirSync(inHome('taken'), { recursive: true })
    expect(await folderOf('taken')).toBe(inHome('taken-2'))
    expect(await folderOf('First set')).toBe(inHome('first-set-2'))
  })

  it('names no folder without a map', async () => {
    expect(await call('datasets.preview', recipeOf())).toMatchObject({ folder: null, refused: [] })
  })

  it('is refused for a step that gives too many patches', async () => {
    await expect(call('datasets.preview', recipeOf({ step: 0.5 }))).rejects.toMatchObject({
      code: 'invalid-params',
      message: expect.stringMatching(/A step of 0.5 deg gives about \d+ patches, more than 50000/),
    })
  })
})

describe('a dataset made elsewhere', () => {
  it('is opened in place, only once', async () => {
    const folder = join(home, 'elsewhere', 'from the terminal')
    const record = await cutDataset({ path: map.path, recipe: recipeOf(), folder })
    const opened = await call('datasets.open', { folder })
    expect(opened).toMatchObject({
      ...{ id: 'from-the-terminal', mapId: null, mapName: 'sky.fits', column: 'I', unit: 'MJy/sr', folder },
      ...{ state: 'complete', count: record.count, fingerprint: record.fingerprint },
    })
    expect((await call('datasets.open', { folder: `${folder}/` })).id).toBe(opened.id)
    expect(await call('datasets.patches', { id: opened.id })).toHaveLength(record.count)
  })

  it('keeps its files when it is removed from the catalog', async () => {
    const { folder } = await call('datasets.get', { id: 'from-the-terminal' })
    await call('datasets.remove', { id: 'from-the-terminal' })
    expect(existsSync(join(folder, 'patches.npy'))).toBe(true)
    expect((await call('datasets.list', {})).map(({ id }) => id)).not.toContain('from-the-terminal')
  })

  it('is refused if the folder holds none, and is not added', async () => {
    const before = await call('datasets.list', {})
    await expect(call('datasets.open', { folder: join(home, 'nothing') })).rejects.toThrow(/holds no dataset/)
    expect(await call('datasets.list', {})).toEqual(before)
  })
})

describe('a dataset in the list', () => {
  it('is renamed, and removed with its folder', async () => {
    const after = await call('datasets.get', { id: 'first-set' })
    expect(await call('datasets.rename', { id: after.id, name: 'Kept' })).toMatchObject({ id: after.id, name: 'Kept' })
    await call('datasets.remove', { id: after.id })
    expect(existsSync(after.folder)).toBe(false)
    await expect(call('datasets.get', { id: after.id })).rejects.toMatchObject({ code: 'not-found' })
    expect(events.at(-1)).toEqual({ name: 'datasets.changed', payload: { id: after.id, record: null } })
  })

  it('prevents the removal of its map', async () => {
    const path = writeMadeMap(join(home, 'needed.fits'), waves)
    const needed = await call('maps.open', { path })
    put('dependent', { mapId: needed.id })
    await expect(call('maps.remove', { id: needed.id })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Datasets were cut from this map: dependent. Delete them first.',
    })
    await call('datasets.remove', { id: 'dependent' })
    await call('maps.remove', { id: needed.id })
    expect(existsSync(path)).toBe(true)
  })

  it('has no patches to show until it is complete', async () => {
    put('half', { state: 'running' })
    expect(await call('datasets.patches', { id: 'half' })).toEqual([])
  })
})

describe('datasets that a host left half cut', () => {
  it('are interrupted and their folders emptied; complete ones are kept', async () => {
    const [whole, part] = [put('whole', { state: 'complete' }), put('part', { state: 'running' })]
    for (const { folder } of [whole, part]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'patches.npy'), 'some of it')
    }
    await recoverDatasets(context)
    expect(context.catalog.datasets.get(part.id)!.state).toBe('interrupted')
    expect(context.catalog.datasets.get(whole.id)!.state).toBe('complete')
    expect([whole, part].map(({ folder }) => existsSync(folder))).toEqual([true, false])
  })
})

describe('an export of patches', () => {
  const send = (datasetId: string, changes: object = {}) =>
    call('exports.patches', { datasetId, choice: {}, formats: ['npy'], folder: null, ...changes })
  const ended = async (id: string) => {
    while (context.jobs.list().find((job) => job.id === id)!.endedAt === null) await new Promise(setImmediate)
    return context.jobs.list().find((job) => job.id === id)!
  }

  it('is a job of the dataset, and goes to a folder of its own that the catalog lists', async () => {
    const { dataset } = await create('for export')
    const job = await send(dataset.id, { choice: { patches: [0, 2] } })
    expect(job).toMatchObject({ kind: 'dataset', subject: dataset.id, title: 'Export 2 patches of for export' })
    const folder = join(home, 'exports', dataset.id)
    expect(await ended(job.id)).toMatchObject({ state: 'complete', note: `2 patches in ${folder}` })
    const [record] = context.catalog.exports.list()
    expect(record).toMatchObject({ source: { kind: 'dataset', id: dataset.id }, folder })
    expect(record.files.map(({ name }) => name)).toEqual(['patches.csv', 'patches-map.npy', 'patches-standard.npy'])
  })

  it('is refused before it begins, with its field, and for a dataset that is not complete', async () => {
    const { dataset } = await create('also for export')
    await expect(send(dataset.id, { unit: 'K_RJ' })).rejects.toMatchObject({ code: 'refused', field: 'unit' })
    await expect(send(dataset.id, { choice: { patches: [999] } })).rejects.toMatchObject({ field: 'patches' })
    await expect(send('nobody')).rejects.toMatchObject({ code: 'not-found' })
    put('begun-export', { state: 'running' })
    await expect(send('begun-export')).rejects.toThrow('begun-export is running; only patches of a complete dataset')
  })

  it('that would overwrite a file fails, and leaves what was there', async () => {
    const { dataset } = await create('once more')
    const folder = join(home, 'mine')
    mkdirSync(folder)
    writeFileSync(join(folder, 'patches.csv'), 'mine')
    const { state, failure } = await ended((await send(dataset.id, { folder })).id)
    expect([state, failure?.code]).toEqual(['failed', 'conflict'])
    expect(existsSync(join(home, 'exports', dataset.id))).toBe(false)
  })
})
