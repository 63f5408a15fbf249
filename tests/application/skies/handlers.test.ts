import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import type { Run, SkyMap, SkyOrder } from '../../../src-preload/contract/index.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let map: SkyMap
let run: Run
let told: Run
let other: Run
beforeAll(async () => {
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  ;({ app, map } = opened)
  const { id: datasetId } = await cutSmall(app, map.id)
  const train = async (config: typeof smallTraining) =>
    ended(app, (await app.call('runs.start', { datasetId, config })).id)
  const flow = { ...smallTraining, architecture: 'flow' as const, latentDimension: 256 }
  run = await train(flow)
  told = await train({ ...flow, conditions: ['latitude', 'std'] })
  other = await train(smallTraining)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const at = (name: string) => join(home, 'maps', name)
const order = (name: string, change: Partial<SkyOrder> = {}) => ({
  ...{ runId: run.id, nside: 4, step: 1.8, out: at(name) },
  ...change,
})
const endedJob = (id: string) =>
  until(
    async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
    ({ state }) => state !== 'waiting' && state !== 'running',
  )

describe('a sky that is drawn in the window', () => {
  it('is described before it is drawn', async () => {
    const preview = await app.call('skies.preview', order('none.fits'))
    // The patches of 16 px reach 1.86 degrees; rows 1.8 degrees apart have as many as fit.
    expect(preview).toMatchObject({ size: 16, width: 8, step: 1.8, networks: 1, column: 'STANDARDISED', unit: '' })
    expect(preview.patches).toBeGreaterThan(41_253 / 1.8 ** 2)
    expect([preview.bytes, preview.standardisation]).toEqual([4 * 192, 'patch'])
    expect(preview.seconds).toBeGreaterThan(0)
    const like = { mapId: map.id, column: null }
    expect(await app.call('skies.preview', order('none.fits', { like }))).toMatchObject({ column: 'I', unit: 'MJy/sr' })
    expect(existsSync(at('none.fits'))).toBe(false)
  })

  it('is a job that ends with its map in the list', async () => {
    const like = { mapId: map.id, column: 'I' }
    const job = await app.call('skies.draw', order('sky.fits', { like, realisation: 3, ordering: 'NESTED' }))
    expect(job).toMatchObject({ kind: 'map', subject: null, title: `Draw sky 3 of ${run.name}`, cancellable: true })
    const done = await endedJob(job.id)
    expect(done).toMatchObject({ state: 'complete', subject: 'sky', note: 'sky opened' })
    const made = await app.call('maps.get', { id: done.subject! })
    expect(made).toMatchObject({ path: at('sky.fits'), grid: { nside: 4, ordering: 'NESTED' }, coordsys: 'G' })
    expect(await readMapInfo(at('sky.fits'))).toMatchObject({ columns: [{ name: 'I', unit: 'MJy/sr', missing: 0 }] })
  })

  it('is the sky of the same order in the terminal, with numbers for all patches', async () => {
    const given = { mean: 1, std: 0.5 }
    await endedJob((await app.call('skies.draw', order('given.fits', { given }))).id)
    // The made engine's value of a pixel is its share of all, in the level and contrast of the first patch.
    const { values } = await readMapColumn(at('given.fits'))
    values.forEach((value, pixel) => expect(Math.log(value)).toBeCloseTo(0.5 * (pixel / 192) + 1, 4))
  })
})

describe('refused in the form, naming the field', () => {
  const refusal = async (change: Partial<SkyOrder> | { out: string }) => {
    const before = await app.call('jobs.list', {})
    const errors = []
    for (const method of ['skies.preview', 'skies.draw'] as const)
      errors.push(await app.call(method, order('none.fits', change)).catch((error: unknown) => error))
    const [one, another] = errors as { code: string; field: string; message: string }[]
    expect(another.message).toBe(one.message)
    expect(await app.call('jobs.list', {})).toHaveLength(before.length)
    return [one.code, one.field, one.message]
  }

  it('a run that is no flow, or none at all', async () => {
    expect(await refusal({ runId: other.id })).toEqual([
      'refused',
      'runId',
      expect.stringContaining('a flow on patches'),
    ])
    expect(await refusal({ runId: 'nobody' })).toEqual(['not-found', undefined, expect.stringContaining('nobody')])
  })

  it('patches too far apart, and an ordering that the nside does not have', async () => {
    expect(await refusal({ step: 3 })).toEqual(['refused', 'step', expect.stringContaining('give a step up to 1.86')])
    expect(await refusal({ nside: 12, ordering: 'NESTED' })).toEqual([
      ...['refused', 'nside'],
      expect.stringContaining('a power of two, not 12'),
    ])
  })

  it('what the flow is told and nothing says', async () => {
    const said = expect.stringContaining('The flow is told the std of each patch')
    expect(await refusal({ runId: told.id })).toEqual(['refused', 'given.std', said])
    expect(await refusal({ given: { std: 0 } })).toMatchObject({ 0: 'refused', 1: 'given.std' })
    const like = { mapId: map.id, column: null }
    expect(await app.call('skies.preview', order('none.fits', { runId: told.id, like }))).toMatchObject({
      unit: 'MJy/sr',
    })
  })

  it('a map that is not there, or without that column', async () => {
    const missing = { mapId: map.id, column: 'DUST' }
    expect(await refusal({ like: missing })).toEqual(['refused', 'like.column', expect.stringContaining('DUST')])
    expect(await refusal({ like: { mapId: 'nobody', column: null } })).toMatchObject({ 0: 'not-found', 1: 'like' })
  })

  it('a file that exists, or is no FITS file', async () => {
    expect(await refusal({ out: map.path })).toMatchObject({ 0: 'conflict', 1: 'out' })
    expect(await refusal({ out: at('sky.png') })).toMatchObject({ 0: 'refused', 1: 'out' })
  })
})

it('a job that is stopped leaves nothing', async () => {
  const before = readdirSync(join(home, 'maps'))
  // The template takes long enough to be stopped while it is measured.
  const like = { mapId: map.id, column: null }
  const { id } = await app.call('skies.draw', order('stopped.fits', { like, step: 0.5 }))
  await app.call('jobs.cancel', { id })
  expect(await endedJob(id)).toMatchObject({ state: 'interrupted', failure: null })
  expect(readdirSync(join(home, 'maps'))).toEqual(before)
  expect((await app.call('maps.list', {})).some(({ path }) => path === at('stopped.fits'))).toBe(false)
})
