import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFitsImage } from '../../src-main/sky/fits/image.ts'
import type { EpochMetrics } from '../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../src-preload/contract/states.ts'
import { lackingOfFakeHost, trainingEvents } from './fake-and-real.ts'
import { openApplication, temporaryHome, tinyConfig, until, type Opened } from './harness.ts'

const { home, remove } = temporaryHome()
let app: Opened
/** Payloads of a training's events, by name. */
const told = new Map<string, unknown[]>()

beforeAll(async () => {
  app = await openApplication(home)
  await until(
    () => app.call('datasets.list', {}),
    (all) => all.some(({ state }) => state === 'complete'),
  )
})
afterAll(async () => {
  await app.close()
  remove()
})

/** The lists shown on the window's pages. */
const everything = async () => ({
  maps: await app.call('maps.list', {}),
  datasets: await app.call('datasets.list', {}),
  runs: await app.call('runs.list', {}),
  inpaintings: await app.call('inpaintings.list', {}),
  exports: await app.call('exports.list', {}),
})

describe('the whole workflow', () => {
  it('starts with the demo map in the list and its dataset cut on the paper’s grid', async () => {
    const [map] = await app.call('maps.list', {})
    expect(map).toMatchObject({ demo: true, grid: { nside: 512 }, coordsys: 'G', present: true })
    expect(map.columns[0]).toMatchObject({ unit: 'MJy/sr', count: 12 * 512 ** 2, missing: 0 })
    const [dataset] = await app.call('datasets.list', {})
    expect(dataset).toMatchObject({ name: 'demo', mapId: map.id, state: 'complete' })
    const { train, validation, test } = dataset.splits
    expect(train + validation + test).toBe(dataset.count)
    expect(test / dataset.count).toBeCloseTo(0.15, 2)
    const patches = await app.call('datasets.patches', { id: dataset.id })
    expect(patches).toHaveLength(dataset.count)
    expect(patches.every(({ lat }) => Math.abs(lat!) >= 15)).toBe(true)
  })

  it('previews a recipe before it is cut', async () => {
    const preview = await app.call('datasets.preview', { step: 5, split: 'disjoint' })
    expect(preview.centres).toHaveLength(preview.count)
    expect(preview.overlap).toBe(0)
    expect(preview.splits.unused).toBeGreaterThan(0)
    expect(preview.bytes).toBe(preview.count * 256 ** 2 * 4)
  })

  it('serves tiles, a thumbnail, cuts and patches that agree with each other', async () => {
    const [map] = await app.call('maps.list', {})
    const [dataset] = await app.call('datasets.list', {})
    const properties = await (await app.get(`/data/maps/${map.id}/hips/0/properties`)).text()
    expect(properties).toMatch(/hips_frame = galactic/)
    expect((await app.get(`/data/maps/${map.id}/hips/0/Norder0/Dir0/Npix11.fits`)).status).toBe(200)
    expect((await app.get(`/data/maps/${map.id}/hips/0/Norder0/Dir0/Npix12.fits`)).status).toBe(400)
    const thumbnail = new Uint8Array(await (await app.get(`/data/maps/${map.id}/thumbnail.png`)).arrayBuffer())
    expect([...thumbnail.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])

    const patch = (await app.call('datasets.patches', { id: dataset.id }))[700]
    const floats = async (address: string) => new Float32Array(await (await app.get(address)).arrayBuffer())
    const cut = await floats(`/data/maps/${map.id}/cut/0?lon=${patch.lon}&lat=${patch.lat}&size=64&width=8`)
    const back = await floats(`/data/datasets/${dataset.id}/patches?from=700&count=1&unit=map`)
    expect(back).toHaveLength(64 * 64)
    for (let i = 0; i < cut.length; i += 97) expect(back[i] / cut[i]).toBeCloseTo(1, 5)
    const standard = await floats(`/data/datasets/${dataset.id}/patches?from=700&count=1`)
    expect(standard.reduce((sum, value) => sum + value, 0) / standard.length).toBeCloseTo(0, 5)

    const { value } = await app.call('maps.value', { id: map.id, column: 0, lon: patch.lon!, lat: patch.lat! })
    expect(value).toBeGreaterThan(0)
    expect((await app.get('/data/nothing/here')).status).toBe(404)
    expect((await app.get(`/data/datasets/${dataset.id}/patches?from=0&count=9999`)).status).toBe(400)
  })

  it('trains with live curves, stops, resumes, and inpaints a test patch that can be exported', async () => {
    const [dataset] = await app.call('datasets.list', {})
    const seen: EpochMetrics[] = []
    for (const name of trainingEvents)
      app.client.on(name, (payload) => told.set(name, [...(told.get(name) ?? []), payload]))
    app.client.on('runs.epoch', ({ metrics }) => seen.push(metrics))
    const { id } = await app.call('runs.start', { datasetId: dataset.id, config: { ...tinyConfig, epochs: 50 } })
    await until(
      () => app.call('runs.metrics', { id }),
      (rows) => rows.length >= 1,
    )
    const stopped = await app.call('runs.stop', { id })
    expect(stopped.state).toBe('interrupted')
    expect(stopped.epoch).toBeGreaterThanOrEqual(1)
    expect(stopped.device).not.toBeNull()

    await app.call('runs.resume', { id, epochs: stopped.epoch + 1 })
    const ended = await until(
      () => app.call('runs.get', { id }),
      ({ state }) => state === 'complete',
    )
    const metrics = await app.call('runs.metrics', { id })
    expect(metrics.map(({ epoch }) => epoch)).toEqual(Array.from({ length: ended.epoch }, (_, i) => i + 1))
    // The best epoch is reported again if it was tested after the last one.
    expect([...new Map(seen.map((row) => [row.epoch, row])).values()]).toEqual(metrics)
    expect(metrics.at(-1)!.validationLoss).toBeLessThan(4096 * 2)
    const sample = await app.get(`/data/runs/${id}/samples/1`)
    expect(sample.headers.get('x-shape')).toBe('2,64,64')

    const patch = (await app.call('datasets.patches', { id: dataset.id })).find(({ split }) => split === 'test')!
    const started = await app.call('inpaintings.start', {
      datasetId: dataset.id,
      problem: { patch: patch.index, mask: { kind: 'block' } },
      estimates: [{ estimator: { kind: 'mean' } }, { estimator: { kind: 'map', maxIterations: 60 }, runId: id }],
    })
    const done = await until(
      () => app.call('inpaintings.get', { id: started.id }),
      ({ estimates }) => !estimates.some(isUnderWay),
    )
    const [mean, map] = done.estimates
    expect([mean.failure, map.failure]).toEqual([null, null])
    expect(map.result!.error.outside).toBeLessThan(mean.result!.error.outside!)
    const history = await app.call('inpaintings.history', { id: started.id, estimate: 'map' })
    const objectives = history.map(({ objective }) => objective)
    expect(objectives).toEqual([...objectives].sort((a, b) => b - a))
    expect(map.result!.minimum!.objective).toBeCloseTo(objectives.at(-1)!, 6)
    expect(done.statistics!.ell).toHaveLength(map.statistics!.filled.spectrum.length)

    const floats = async (name: string, unit: string) =>
      new Float32Array(await (await app.get(`/data/inpaintings/${started.id}/${name}?unit=${unit}`)).arrayBuffer())
    const [mask, corrupted, original] = [
      await floats('mask', 'standard'),
      await floats('corrupted', 'map'),
      await floats('original', 'map'),
    ]
    expect(corrupted.every((value, i) => (mask[i] === 1 ? value === original[i] : Number.isNaN(value)))).toBe(true)

    const exported = await app.call('exports.create', {
      inpaintingId: started.id,
      estimates: ['map'],
      formats: ['fits', 'npy', 'png'],
    })
    expect(exported.files.map(({ name }) => name.replace(`${started.id}-`, ''))).toEqual(
      ['standard', 'map'].flatMap((unit) => [
        `map-${unit}.fits`,
        ...['npy', 'png'].flatMap((format) => [`map-filled-${unit}.${format}`, `map-fill-${unit}.${format}`]),
      ]),
    )
    const image = await readFitsImage(exported.files.find(({ name }) => name.endsWith('map.fits'))!.path, 'ORIGINAL')
    expect(image.unit).toBe('MJy/sr')
    expect([...image.values]).toEqual([...original])
    const card = (keyword: string) => image.cards.find((each) => each.keyword === keyword)?.value
    expect(card('CTYPE1')).toBe('GLON-TAN')
    expect(card('CRVAL1')).toBeCloseTo(patch.lon!, 10)
    expect(card('CRPIX1')).toBe(32.5)
    expect(card('CDELT1')).toBeCloseTo(-8 / 63, 12)
    const history_ = image.cards
      .filter(({ keyword }) => keyword === 'HISTORY')
      .map(({ comment }) => comment)
      .join(' ')
    expect(history_).toMatch(/Thorne, Knox & Prabhu 2021/)
    const download = await app.get(`/data/exports/${exported.id}/${exported.files[0].name}`)
    expect(download.headers.get('content-disposition')).toMatch(/attachment/)
    expect(Buffer.from(await download.arrayBuffer())).toEqual(await readFile(exported.files[0].path))
  }, 120_000)

  it('leaves a run interrupted if the engine is killed, reports why, and resumes from the last epoch', async () => {
    const [dataset] = await app.call('datasets.list', {})
    const { id } = await app.call('runs.start', {
      datasetId: dataset.id,
      config: { ...tinyConfig, epochs: 100, seed: 2 },
    })
    await until(
      () => app.call('runs.metrics', { id }),
      (rows) => rows.length >= 2,
    )
    const [{ pid }] = await app.call('devices.list', {})
    process.kill(pid!, 'SIGKILL')
    const killed = await until(
      () => app.call('runs.get', { id }),
      ({ state }) => state !== 'running',
    )
    expect(killed.state).toBe('interrupted')
    expect(await app.call('runs.environments', { id })).toHaveLength(1)
    expect(killed.failure).toMatchObject({ code: 'engine-killed', message: expect.stringMatching(/killed/) })
    expect(killed.epoch).toBe((await app.call('runs.metrics', { id })).length)

    await app.call('runs.resume', { id, epochs: killed.epoch + 1 })
    const ended = await until(
      () => app.call('runs.get', { id }),
      ({ state }) => state === 'complete',
    )
    expect(ended.epoch).toBe(killed.epoch + 1)
    expect(ended.failure).toBeNull()
    const environments = await app.call('runs.environments', { id })
    const [{ name, threads, tensorflow }] = await app.call('devices.list', {})
    expect(environments).toHaveLength(2)
    for (const environment of environments) {
      expect(environment).toMatchObject({ device: name, tensorflow, threads: { intraOp: threads }, xla: false })
    }
  }, 120_000)

  it('drops a waiting run at once when stopped, and starts it when resumed', async () => {
    const [dataset] = await app.call('datasets.list', {})
    const start = (seed: number) =>
      app.call('runs.start', { datasetId: dataset.id, config: { ...tinyConfig, epochs: 30, seed } })
    const first = await start(3)
    const second = await start(4)
    expect((await app.call('runs.stop', { id: second.id })).state).toBe('interrupted')
    expect(['waiting', 'running']).toContain((await app.call('runs.get', { id: first.id })).state)
    await app.call('runs.stop', { id: first.id })
    await app.call('runs.resume', { id: second.id, epochs: 1 })
    const ended = await until(
      () => app.call('runs.get', { id: second.id }),
      ({ state }) => state === 'complete',
    )
    expect(ended).toMatchObject({ epoch: 1, failure: null })
    await app.call('runs.remove', { id: first.id })
    await app.call('runs.remove', { id: second.id })
    await expect(app.call('runs.get', { id: first.id })).rejects.toMatchObject({ code: 'not-found' })
  }, 60_000)

  it('refuses invalid requests with a message, and registers nothing', async () => {
    const [dataset] = await app.call('datasets.list', {})
    const [map] = await app.call('maps.list', {})
    await expect(
      app.call('runs.start', { datasetId: dataset.id, config: { ...tinyConfig, size: 128 } }),
    ).rejects.toThrow(/64 px/)
    await expect(app.call('maps.open', { path: '/nowhere/map.fits' })).rejects.toThrow(/no such file/)
    await expect(app.call('maps.remove', { id: map.id })).rejects.toThrow(/Datasets were cut from this map: demo/)
    await expect(app.call('datasets.remove', { id: dataset.id })).rejects.toThrow(/Runs were trained/)
    await expect(app.call('datasets.create', { mapId: map.id, column: 7, recipe: {} })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(app.call('runs.get', { id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(openApplication(home)).rejects.toThrow(/in use by another Cirrus/)
    expect(await app.call('maps.list', {})).toHaveLength(1)
  })

  it('has the same results and events as the fake host of the window’s tests', async () => {
    expect(await lackingOfFakeHost(app, told)).toEqual([])
  })

  it('shows everything again after a restart', async () => {
    const before = await everything()
    const curves = await app.call('runs.metrics', { id: before.runs[0].id })
    await app.close()
    app = await openApplication(home)
    expect(await everything()).toEqual(before)
    expect(await app.call('runs.metrics', { id: before.runs[0].id })).toEqual(curves)
    expect(before.runs.length).toBe(2)
  })
})
