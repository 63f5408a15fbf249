import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { openSafetensors } from '../../../src-main/files/safetensors.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { runFileAddress, type Run } from '../../../src-preload/contract/runs.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { estimateOrderSchema } from '../../../src-preload/contract/estimators.ts'
import type { MaskChoice } from '../../../src-preload/contract/masks.ts'
import { inCatalog } from '../in-catalog.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

type EstimateInput = z.input<typeof estimateOrderSchema>
const { home, remove } = temporaryHome()
let app: Opened
let dataset: Dataset
/** A run of one epoch, for tests that leave it unchanged. */
let trained: Run
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  dataset = await cutSmall(app, opened.map.id)
  trained = await ended(app, (await start({ epochs: 1 })).id)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const start = (config = {}) =>
  app.call('runs.start', { datasetId: dataset.id, config: { ...smallTraining, ...config } })
const inpaint = (patch: number, estimate: EstimateInput, mask: MaskChoice = { kind: 'corner' }) =>
  app.call('inpaintings.start', { datasetId: dataset.id, problem: { patch, mask }, estimates: [estimate] })

describe('a run', () => {
  it('is restored from its folder if the engine dies before reporting an epoch', async () => {
    const { id } = await start({ epochs: 5000 })
    await until(
      () => app.call('runs.metrics', { id }),
      (rows) => rows.length >= 3,
    )
    inCatalog(home, (database) => database.prepare('delete from epoch_metrics where run_id = ? and epoch <= 2').run(id))
    expect((await app.call('runs.metrics', { id }))[0].epoch).toBe(3)
    const told: number[] = []
    const forget = app.client.on('runs.epoch', ({ id: of, metrics }) => of === id && told.push(metrics.epoch))
    process.kill((await app.call('devices.list', {}))[0].pid!, 'SIGKILL')
    const killed = await ended(app, id)
    forget()
    expect(killed.state).toBe('interrupted')
    const epochs = (await app.call('runs.metrics', { id })).map(({ epoch }) => epoch)
    expect(epochs).toEqual(Array.from({ length: killed.epoch }, (_, i) => i + 1))
    expect(told).toEqual(expect.arrayContaining([1, 2]))
  })

  it('of a host that died is interrupted at its last checkpoint, and resumes from there', async () => {
    const { id } = await start()
    const complete = await ended(app, id)
    expect(complete).toMatchObject({ state: 'complete', epoch: 2 })
    await app.close()
    // Killed before the checkpoint of epoch 3, which the catalog has, unlike epoch 2.
    const { metrics } = runFiles(complete.folder)
    const lines = readFileSync(metrics, 'utf8').trim().split('\n')
    writeFileSync(metrics, [...lines, lines[2].replace(/^2,/, '3,')].join('\n') + '\n')
    inCatalog(home, (database) => {
      database.prepare("update runs set state = 'running', epoch = 3, best_epoch = 3 where id = ?").run(id)
      database.prepare('update epoch_metrics set epoch = 3 where run_id = ? and epoch = 2').run(id)
    })
    app = await openApplication(home)
    const found = await app.call('runs.get', { id })
    expect(found).toMatchObject({ state: 'interrupted', epoch: 2, failure: { code: 'interrupted' } })
    expect(found.bestEpoch).toBe(complete.bestEpoch)
    expect(found.bestValidationLoss).toBe(complete.bestValidationLoss)
    expect((await app.call('runs.metrics', { id })).map(({ epoch }) => epoch)).toEqual([1, 2])
    await app.call('runs.resume', { id, epochs: 3 })
    expect(await ended(app, id)).toMatchObject({ state: 'complete', epoch: 3 })
  })

  it('has its marks changed independently, and returns all metrics of its epochs', async () => {
    const { id, name } = await start({ epochs: 1, testEvery: 1 })
    await ended(app, id)
    expect(await app.call('runs.update', { id, starred: true, tags: ['paper'] })).toMatchObject({ starred: true })
    await app.call('runs.update', { id, note: 'blurs' })
    const marks = { name, starred: true, note: 'blurs', tags: ['paper'], archived: false }
    expect(await app.call('runs.get', { id })).toMatchObject(marks)
    await expect(app.call('runs.update', { id, tags: ['two words'] })).rejects.toMatchObject({ code: 'invalid-params' })
    const [row] = await app.call('runs.metrics', { id })
    // An autoencoder has all but the errors of a flow's levels.
    const unknown = Object.entries(row).flatMap(([name, value]) => (value === null ? [name] : []))
    expect(unknown.filter((name) => !/(Coarsest|Octave\d)$/.test(name))).toEqual([])
  })

  it('offers its files and its log for download, and nothing outside its folder', async () => {
    const { id } = await start({ epochs: 2 })
    expect(await app.call('runs.log', { id })).toEqual({ text: '' })
    const { folder } = await ended(app, id)
    const files = await app.call('runs.files', { id })
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['checkpoints/epoch-0002.safetensors', 'log.txt', 'metrics.csv']))
    const { text } = await app.call('runs.log', { id })
    const lines = text.trim().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.map((line) => line.slice(26).split(/[:;,]/)[0])).toEqual([
      'started',
      expect.stringMatching(/^on ./),
      'epoch 1',
      'epoch 2',
      'complete after epoch 2',
    ])
    const metrics = await app.get(runFileAddress(id, 'metrics.csv'))
    expect(await metrics.text()).toBe(readFileSync(join(folder, 'metrics.csv'), 'utf8'))
    for (const path of ['../../catalog.db', 'nothing.txt']) {
      expect((await app.get(`/data/runs/${id}/files/${encodeURIComponent(path)}`)).status).toBe(404)
    }
  })

  it('that is running is not resumed a second time', async () => {
    const { id } = await start({ epochs: 5000 })
    await expect(app.call('runs.resume', { id })).rejects.toMatchObject({ code: 'busy' })
    await app.call('runs.stop', { id })
    // Resumed right after the stop, by two windows at once: one of them is refused.
    const both = await Promise.allSettled([app.call('runs.resume', { id }), app.call('runs.resume', { id })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await app.call('runs.stop', { id })
    await app.call('runs.remove', { id })
  })

  it('does not use an existing folder that is not in the catalog', async () => {
    const { id } = await start({ epochs: 1 })
    await ended(app, id)
    const next = id.replace(/[a-z]+$/, (letters) => String.fromCharCode(letters.charCodeAt(0) + 1))
    mkdirSync(join(home, 'runs', next))
    writeFileSync(join(home, 'runs', next, 'run.json'), 'of a lost catalog')
    const other = await start({ epochs: 1 })
    expect(other.id).not.toBe(next)
    await ended(app, other.id)
    expect(readFileSync(join(home, 'runs', next, 'run.json'), 'utf8')).toBe('of a lost catalog')
  })

  it('ends the estimates with its model before it is removed, so that they write nothing afterwards', async () => {
    const { id } = await start({ epochs: 1 })
    await ended(app, id)
    const estimator = { kind: 'map', starts: 64, maxIterations: 10_000 } as const
    const inpainting = await inpaint(0, { estimator, runId: id })
    await until(
      () => app.call('inpaintings.get', { id: inpainting.id }),
      ({ estimates }) => estimates[0].state === 'running',
    )
    await app.call('runs.remove', { id })
    const jobs = await app.call('jobs.list', {})
    expect(jobs.find(({ subject }) => subject === inpainting.estimates[0].id)!.state).toBe('interrupted')
    const { estimates } = await app.call('inpaintings.get', { id: inpainting.id })
    expect(estimates).toMatchObject([{ state: 'interrupted', runId: null, result: null }])
  })
})

describe('an inpainting', () => {
  it('with an unsuitable mask is refused at once, and leaves nothing in the catalog', async () => {
    const before = await app.call('inpaintings.list', {})
    const path = join(home, 'mask.npy')
    await writeNpy(path, new Uint8Array(20).fill(1), [4, 5])
    await expect(inpaint(0, { estimator: { kind: 'mean' } }, { kind: 'file', path })).rejects.toMatchObject({
      code: 'refused',
      message: `${path}, shape: a mask for patches of 16 x 16 px has the same shape; this is 4 x 5.`,
    })
    expect(await app.call('inpaintings.list', {})).toEqual(before)
  })

  it('exported twice at the same time goes to two folders', async () => {
    const inpainting = await inpaint(1, { estimator: { kind: 'map', maxIterations: 3 }, runId: trained.id })
    await expect(app.call('exports.create', { inpaintingId: inpainting.id, formats: ['npy'] })).rejects.toMatchObject({
      code: 'conflict',
    })
    await until(
      () => app.call('inpaintings.get', { id: inpainting.id }),
      ({ estimates }) => estimates[0].state === 'complete',
    )
    const order = { inpaintingId: inpainting.id, formats: ['npy' as const] }
    const both = await Promise.all([app.call('exports.create', order), app.call('exports.create', order)])
    expect(new Set(both.map(({ folder }) => folder)).size).toBe(2)
    for (const { files } of both) expect(files.every(({ path, size }) => readFileSync(path).length === size)).toBe(true)

    const file = join(home, 'a-file')
    writeFileSync(file, '')
    await expect(app.call('exports.create', { ...order, folder: join(file, 'below') })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('this exists already and is not a folder'),
    })
    expect(readdirSync(join(home, 'exports')).sort()).toEqual(both.map(({ id }) => id).sort())
    expect(await app.call('exports.list', {})).toHaveLength(2)
  })
})

describe("a run's weights", () => {
  it('are written at the best epoch or the last, and appear in the list of exports', async () => {
    const { id } = await start({ epochs: 1 })
    await expect(app.call('exports.weights', { runId: id })).rejects.toMatchObject({ code: 'refused' })
    await ended(app, id)
    const made = await app.call('exports.weights', { runId: id, checkpoint: 'last' })
    expect(made).toMatchObject({ source: { kind: 'run', id }, files: [{ name: `${id}-last.safetensors` }] })
    const file = await openSafetensors(made.files[0].path)
    await file.close()
    expect([...file.tensors.keys()].filter((name) => name.startsWith('adam/'))).toEqual([])
    expect(file.metadata.epoch).toBe('1')
    expect(await app.call('exports.list', {})).toContainEqual(made)
  })

  it('can start another run; a file without weights is refused at once', async () => {
    const { id } = trained
    const { files } = await app.call('exports.weights', { runId: id })
    const weights = files[0].path
    const order = { datasetId: dataset.id, config: { ...smallTraining, epochs: 1 } }
    const begun = await app.call('runs.start', { ...order, weights })
    expect(begun.startWeights).toBe(weights)
    expect(await ended(app, begun.id)).toMatchObject({ state: 'complete', startWeights: weights })
    // One epoch more than the run they come from, and so a better start.
    const [first] = await app.call('runs.metrics', { id })
    const [second] = await app.call('runs.metrics', { id: begun.id })
    expect(second.trainLoss).toBeLessThan(first.trainLoss)

    const before = await app.call('runs.list', {})
    const text = join(home, 'text.safetensors')
    writeFileSync(text, 'Dear analyst, this is a letter.')
    await expect(app.call('runs.start', { ...order, weights: text })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('not a .safetensors file'),
    })
    expect(await app.call('runs.list', {})).toEqual(before)
  })

  it('with other layers make a run fail, reporting what to change', async () => {
    const { id } = trained
    const { files } = await app.call('exports.weights', { runId: id })
    const { id: other } = await app.call('runs.start', {
      datasetId: dataset.id,
      config: { ...smallTraining, denseWidth: 9 },
      weights: files[0].path,
    })
    expect(await ended(app, other)).toMatchObject({
      state: 'failed',
      failure: { code: 'refused', message: expect.stringContaining('trained with denseWidth=8: set the same') },
    })
  })
})
